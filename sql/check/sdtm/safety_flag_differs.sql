-- What: subjects whose safety flag in SUPPDM is not what their doses say.
-- Grain: one row per subject.
-- Reads: adsl, dm, population_flag.
with flagged as (
    -- Sponsors record the flag for those who are in the population; no flag is N where any subject has one.
    select
        dm.source_row,
        dm.record_key,
        adsl.SAFFL,
        case when population_flag.safety = 'Y' then 'Y' else 'N' end as safety,
        max(population_flag.safety) over () is not null as recorded
    from dm
    inner join adsl on dm.source_row = adsl.source_row
    left join population_flag on dm.source_row = population_flag.source_row
)

select
    'adsl' as dataset,
    flagged.source_row,
    flagged.record_key,
    'SAFFL' as variable,
    flagged.SAFFL as value,
    'warning' as severity,
    'SAFETY in SUPPDM is ' || flagged.safety || '; by the doses in EX it would be ' || flagged.SAFFL as message,
    'Retained; SAFFL by the doses in EX' as action
from flagged
where flagged.recorded and flagged.safety <> flagged.SAFFL
