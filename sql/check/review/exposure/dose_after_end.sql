-- What: doses that start after the subject died, left the study or ended the treatment.
-- Grain: one row per dose record.
-- Reads: adex, adsl, death.
with ended as (
    select
        adsl.USUBJID,
        death.death_date,
        death.date_source,
        adsl.EOSDT,
        -- In SDTM the last dose is one of EX itself: only ADSL as delivered can contradict the doses.
        adsl.TRTEDT,
        adsl.EOTDT
    from adsl
    left join death on adsl.USUBJID = death.USUBJID
),

late as (
    select
        adex.source_row,
        adex.record_key,
        adex.ASTDT,
        case
            when adex.ASTDT > ended.death_date
                then 'after the death on ' || cast(ended.death_date as varchar) || ', ' || ended.date_source
            when adex.ASTDT > ended.EOSDT
                then 'after the end of study (EOSDT ' || cast(ended.EOSDT as varchar) || ')'
            when adex.ASTDT > ended.EOTDT
                then 'after the end of treatment in the disposition (EOTDT ' || cast(ended.EOTDT as varchar) || ')'
            when adex.ASTDT > ended.TRTEDT then 'after the last dose (TRTEDT ' || cast(ended.TRTEDT as varchar) || ')'
        end as after_what
    from adex
    inner join ended on adex.USUBJID = ended.USUBJID
    -- A dose of 0 may stand for one that was left out.
    where coalesce(adex.EXDOSE, 1) > 0
)

select
    'adex' as dataset,
    late.source_row,
    late.record_key,
    'ASTDT' as variable,
    cast(late.ASTDT as varchar) as value,
    'warning' as severity,
    'The dose starts ' || late.after_what as message,
    'Retained; exposure and the treatment-emergent window are based on TRTSDT and TRTEDT of ADSL' as action,
    true as until_cutoff
from late
where late.after_what is not null
