-- What: words of a death in ADSL where no death is counted: a reason or a status that says so, a cause of death.
-- Grain: one row per subject and variable.
-- Reads: adsl, death.
with spoken as (
    -- Reasons and statuses that are made of DS (then ADSL has DSLASTDT) are looked for there.
    select
        adsl.source_row,
        adsl.record_key,
        adsl.USUBJID,
        adsl.DCSREAS,
        adsl.DCTREAS,
        adsl.EOSSTT
    from adsl
    where adsl.DSLASTDT is null
),

written as (
    select
        spoken.source_row,
        spoken.record_key,
        spoken.USUBJID,
        'DCSREAS' as variable,
        spoken.DCSREAS as value,
        upper(spoken.DCSREAS) as words
    from spoken
    union all
    select
        spoken.source_row,
        spoken.record_key,
        spoken.USUBJID,
        'DCTREAS' as variable,
        spoken.DCTREAS as value,
        upper(spoken.DCTREAS) as words
    from spoken
    union all
    select
        spoken.source_row,
        spoken.record_key,
        spoken.USUBJID,
        'EOSSTT' as variable,
        spoken.EOSSTT as value,
        upper(spoken.EOSSTT) as words
    from spoken
    union all
    -- A cause of death speaks of one, whatever its words.
    select
        adsl.source_row,
        adsl.record_key,
        adsl.USUBJID,
        'DTHCAUS' as variable,
        adsl.DTHCAUS as value,
        'DEATH' as words
    from adsl
    where adsl.DTHCAUS is not null and upper(trim(adsl.DTHCAUS)) not in ('NOT APPLICABLE', 'N/A', 'NA', 'NONE')
)

select
    'adsl' as dataset,
    written.source_row,
    written.record_key,
    written.variable,
    written.value,
    'warning' as severity,
    written.variable || ' mentions a death, but no death of the subject is recorded; if the subject died, '
    || 'DTHFL must be Y or DTHDT must have the date' as message,
    'Retained; not counted as dead' as action
from written
left join death on written.USUBJID = death.USUBJID
where
    death.USUBJID is null
    and (
        written.words like '%DEATH%'
        or written.words like '%DIED%'
        or written.words like '%DECEASED%'
        or written.words = 'DEAD'
    )
