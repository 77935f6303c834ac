-- What: subjects of the safety set without an actual arm in DM, who are counted by the planned one.
-- Grain: one row per subject; where no subject has an actual arm, one row for all.
-- Reads: adsl, dm.
with treated as (
    select
        dm.source_row,
        dm.record_key,
        dm.ACTARM,
        adsl.TRT01A,
        count(dm.ACTARM) over () as recorded,
        row_number() over (order by dm.source_row) as place,
        count(*) over () as subjects
    from dm
    inner join adsl on dm.source_row = adsl.source_row
    where adsl.SAFFL = 'Y'
)

select
    'adsl' as dataset,
    case when treated.recorded > 0 then treated.source_row end as source_row,
    case when treated.recorded > 0 then treated.record_key end as record_key,
    'TRT01A' as variable,
    treated.TRT01A as value,
    case when treated.recorded > 0 then 'warning' else 'note' end as severity,
    case
        when treated.recorded > 0 then 'ACTARM of DM is missing and ARMNRS does not give the reason'
        else 'DM has no ACTARM for any of the ' || cast(treated.subjects as varchar) || ' subjects'
    end as message,
    'Retained; counted by the planned arm' as action
from treated
where treated.ACTARM is null and treated.TRT01A is not null and (treated.recorded > 0 or treated.place = 1)
