-- What: dates after the cut-off date of the data; the onsets of adverse events have a check of their own.
-- Grain: one row per record and date.
-- Reads: adae, adex, adjudication, adlb, adsl, advs, death, study.
with dated as (
    select
        'adsl' as dataset,
        adsl.source_row,
        adsl.record_key,
        'TRTSDT' as variable,
        adsl.TRTSDT as day,
        'kept: the subject counts, its exposure and time at risk do not' as action
    from adsl
    union all
    select
        'adsl' as dataset,
        adsl.source_row,
        adsl.record_key,
        'TRTEDT' as variable,
        adsl.TRTEDT as day,
        'kept: cut, the last dose counts as the cut-off date' as action
    from adsl
    union all
    select
        'adsl' as dataset,
        adsl.source_row,
        adsl.record_key,
        'EOSDT' as variable,
        adsl.EOSDT as day,
        'kept: cut, the subject is ongoing at the cut-off' as action
    from adsl
    union all
    select
        'adsl' as dataset,
        adsl.source_row,
        adsl.record_key,
        'DTHDT' as variable,
        adsl.DTHDT as day,
        'kept in the table, not counted: after the cut-off' as action
    from adsl
    union all
    select
        'adae' as dataset,
        adae.source_row,
        adae.record_key,
        'AENDT' as variable,
        adae.AENDT as day,
        case
            when (adae.AEOUT = 'FATAL' or adae.AESDTH = 'Y' or adae.AETOXGR = '5') and not death.counted
                then
                    'kept: the death is after the cut-off, so in no count of deaths; an event that began before the '
                    || 'cut-off counts as fatal, as recorded'
            else 'kept: the event goes on at the cut-off'
        end as action
    from adae
    left join death on adae.USUBJID = death.USUBJID
    union all
    select
        'adex' as dataset,
        adex.source_row,
        adex.record_key,
        'ASTDT' as variable,
        adex.ASTDT as day,
        'kept in the table, not counted: after the cut-off' as action
    from adex
    union all
    select
        'adex' as dataset,
        adex.source_row,
        adex.record_key,
        'AENDT' as variable,
        adex.AENDT as day,
        'kept: cut, the dose counts up to the cut-off date' as action
    from adex
    union all
    select
        'adlb' as dataset,
        adlb.source_row,
        adlb.record_key,
        'ADT' as variable,
        adlb.ADT as day,
        'kept in the table, not counted: after the cut-off' as action
    from adlb
    union all
    -- A result without ADT is dated by its time, else by its day.
    select
        'adlb' as dataset,
        adlb.source_row,
        adlb.record_key,
        case when adlb.ADTM is not null then 'ADTM' else 'ADY' end as variable,
        coalesce(
            try_cast(nullif(regexp_extract(adlb.ADTM, '^((?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2})', 1), '') as date),
            adsl.TRTSDT + cast(adlb.ADY as integer) - case when adlb.ADY > 0 then 1 else 0 end
        ) as day,
        'kept in the table, not counted: after the cut-off' as action
    from adlb
    inner join adsl on adlb.USUBJID = adsl.USUBJID
    where adlb.ADT is null
    union all
    select
        'advs' as dataset,
        advs.source_row,
        advs.record_key,
        'ADT' as variable,
        advs.ADT as day,
        'kept in the table, not counted: after the cut-off' as action
    from advs
    union all
    -- The day of the committee's decision (ADJDT) may be later: it is not of the subject.
    select
        'adjudication' as dataset,
        adjudication.source_row,
        adjudication.record_key,
        'INVSTDT' as variable,
        adjudication.INVSTDT as day,
        case
            when adjudication.ADJSTDT is null then 'kept in the table, not counted: after the cut-off'
            else 'kept: the onset of the committee decides'
        end as action
    from adjudication
    union all
    select
        'adjudication' as dataset,
        adjudication.source_row,
        adjudication.record_key,
        'ADJSTDT' as variable,
        adjudication.ADJSTDT as day,
        'kept in the table, not counted: after the cut-off' as action
    from adjudication
)

select
    dated.dataset,
    dated.source_row,
    dated.record_key,
    dated.variable,
    cast(dated.day as varchar) as value,
    'warning' as severity,
    dated.variable || ' is after the cut-off date ' || cast(study.cutoff_date as varchar) || ' of the study' as message,
    case
        when study.counted_until is null then 'kept: counted as recorded, as the study file says'
        else dated.action
    end as action
from dated
cross join study
where dated.day > study.cutoff_date
