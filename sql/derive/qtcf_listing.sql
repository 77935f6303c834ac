-- What: each subject whose QTcF is above the highest level after the first dose, or whose increase is (ICH E14).
-- Grain: one row per subject of the safety set above either level.
-- Reads: vital_cutpoint, vital_result.
with level as (
    select
        max(case when vital_cutpoint.statistic = 'maximum' then vital_cutpoint.bound end) as maximum_level,
        max(case when vital_cutpoint.statistic = 'increase' then vital_cutpoint.bound end) as increase_level
    from vital_cutpoint
    where vital_cutpoint.topic = 'qtcf'
),

placed as (
    select
        vital_result.arm,
        vital_result.USUBJID,
        vital_result.visit,
        vital_result.time_point,
        vital_result.day,
        vital_result.value,
        vital_result.baseline,
        vital_result.change,
        -- Of several equal ones the first.
        row_number() over (
            partition by vital_result.USUBJID
            order by vital_result.value desc, vital_result.day asc nulls last, vital_result.source_row asc
        ) as value_place,
        row_number() over (
            partition by vital_result.USUBJID
            order by vital_result.change desc nulls last, vital_result.day asc nulls last, vital_result.source_row asc
        ) as change_place
    from vital_result
    where vital_result.parameter = 'QTCF' and vital_result.counted
)

select
    highest.arm,
    highest.USUBJID,
    highest.value as maximum,
    highest.visit as maximum_visit,
    highest.time_point as maximum_time_point,
    highest.day as maximum_day,
    risen.change as increase,
    risen.baseline as increase_from,
    risen.visit as increase_visit,
    risen.time_point as increase_time_point,
    risen.day as increase_day,
    level.maximum_level,
    level.increase_level
from placed as highest
inner join placed as risen on highest.USUBJID = risen.USUBJID and risen.change_place = 1
cross join level
where
    highest.value_place = 1
    and (highest.value > level.maximum_level or coalesce(risen.change > level.increase_level, false))
