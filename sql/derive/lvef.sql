-- What: how far each ejection fraction after the first dose is below baseline, in percentage points, and its grade.
-- Grain: one row per post-baseline measurement of a subject of the safety set with a baseline.
-- Reads: lvef_value, study. CTCAE 5.0, ejection fraction decreased; CTCAE 6.0, left ventricular dysfunction.
with candidate as (
    select
        lvef_value.USUBJID,
        lvef_value.value,
        row_number() over (
            partition by lvef_value.USUBJID
            -- The flagged baseline, else the last value up to the day of the first dose.
            order by
                case when lvef_value.flagged_baseline then 0 else 1 end,
                lvef_value.day desc nulls last,
                lvef_value.value desc
        ) as place
    from lvef_value
    where lvef_value.flagged_baseline or lvef_value.day <= 1
),

own_baseline as (
    select
        candidate.USUBJID,
        candidate.value
    from candidate
    where candidate.place = 1
),

decreased as (
    select
        lvef_value.source_row,
        lvef_value.USUBJID,
        lvef_value.arm,
        lvef_value.visit,
        lvef_value.visit_number,
        lvef_value.day,
        coalesce(lvef_value.recorded_baseline, own_baseline.value) as baseline,
        lvef_value.value,
        -- Rounded so that 60.1 - 50.1 is 10 and not a little less.
        round(coalesce(lvef_value.recorded_baseline, own_baseline.value) - lvef_value.value, 6) as decrease,
        row_number() over (
            partition by lvef_value.USUBJID, lvef_value.visit, lvef_value.visit_number
            order by lvef_value.value, lvef_value.day, lvef_value.source_row
        ) as place
    from lvef_value
    left join own_baseline on lvef_value.USUBJID = own_baseline.USUBJID
    where
        lvef_value.post_baseline
        and (lvef_value.recorded_baseline is not null or own_baseline.value is not null)
),

graded as (
    select
        decreased.source_row,
        decreased.USUBJID,
        decreased.arm,
        decreased.visit,
        decreased.visit_number,
        decreased.day,
        decreased.baseline,
        decreased.value,
        decreased.decrease,
        case
            -- Of 6.0 from the ejection fraction alone: grade 1, and grade 2 without such a fall, need strain or
            -- biomarkers.
            when study.lvef_version = '6.0' and decreased.baseline >= 40 and decreased.value < 40 then 3
            when
                study.lvef_version = '6.0'
                and decreased.value >= 40
                and decreased.value < 50
                and decreased.decrease >= 10
                then 2
            when study.lvef_version = '6.0' then 0
            when study.lvef_resting and decreased.decrease > 0 and decreased.value < 20 then 4
            when decreased.decrease >= 20 then 3
            when study.lvef_resting and decreased.decrease > 0 and decreased.value < 40 then 3
            when decreased.decrease >= 10 then 2
            when study.lvef_resting and decreased.decrease > 0 and decreased.value <= 50 then 2
            else cast(0 as bigint)
        end as grade,
        -- The highest grade of 6.0 that strain or biomarkers, which are not read, could give with this value.
        case
            when study.lvef_version = '6.0' and decreased.value >= 50 then cast(1 as bigint)
            when study.lvef_version = '6.0' and decreased.value >= 40 then 2
        end as open_to,
        -- Of several measurements at a visit the lowest stands for it.
        decreased.place = 1 as of_visit
    from decreased
    cross join study
)

select
    graded.source_row,
    graded.USUBJID,
    graded.arm,
    graded.visit,
    graded.visit_number,
    graded.day,
    graded.baseline,
    graded.value,
    graded.decrease,
    graded.grade,
    greatest(graded.grade, coalesce(graded.open_to, 0)) as highest_grade,
    graded.of_visit
from graded
