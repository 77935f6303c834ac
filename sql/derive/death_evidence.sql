-- What: everything that says that a subject died, with the days that it allows and its rank: the first date counts.
-- Grain: one row per record of ADSL or ADAE and variable that says so.
-- Reads: adae, adsl, event_fact, partial_date.
with subject_said as (
    select
        adsl.USUBJID,
        adsl.source_row,
        adsl.record_key,
        'DTHDT' as variable,
        cast(adsl.DTHDT as varchar) as value,
        1 as preference,
        'subject record (DTHDT' || coalesce(', from ' || nullif(adsl.DTHDOM, 'DM'), '') || ')' as date_source,
        adsl.DTHDT as death_date,
        adsl.DTHDT as earliest_date,
        adsl.DTHDT as latest_date
    from adsl
    where adsl.DTHDT is not null
    union all
    select
        adsl.USUBJID,
        adsl.source_row,
        adsl.record_key,
        'DTHDTC' as variable,
        adsl.DTHDTC as value,
        2 as preference,
        'subject record (DTHDTC)' as date_source,
        case when partial_date.known_to = 'day' then partial_date.earliest end as death_date,
        partial_date.earliest as earliest_date,
        partial_date.latest as latest_date
    from adsl
    inner join partial_date on adsl.DTHDTC = partial_date.date_text and partial_date.known_to <> 'none'
    union all
    select
        adsl.USUBJID,
        adsl.source_row,
        adsl.record_key,
        'DTHFL' as variable,
        adsl.DTHFL as value,
        3 as preference,
        'subject record (DTHFL)' as date_source,
        cast(null as date) as death_date,
        cast(null as date) as earliest_date,
        cast(null as date) as latest_date
    from adsl
    where adsl.DTHFL = 'Y'
    union all
    -- The end of the study of a subject who left it by death is that of the disposition record.
    select
        adsl.USUBJID,
        adsl.source_row,
        adsl.record_key,
        case when adsl.EOSDT is not null then 'EOSDT' else 'DCSREAS' end as variable,
        coalesce(cast(adsl.EOSDT as varchar), adsl.DCSREAS, adsl.EOSSTT) as value,
        4 as preference,
        'end of the study by death (EOSDT)' as date_source,
        adsl.EOSDT as death_date,
        adsl.EOSDT as earliest_date,
        adsl.EOSDT as latest_date
    from adsl
    where
        upper(adsl.DCSREAS) like 'DEATH%' or upper(adsl.DCSREAS) = 'DIED'
        or upper(adsl.EOSSTT) in ('DEATH', 'DIED', 'DEAD')
    union all
    -- The treatment that a death ended has no later day than its last dose: that dates no death.
    select
        adsl.USUBJID,
        adsl.source_row,
        adsl.record_key,
        'DCTREAS' as variable,
        adsl.DCTREAS as value,
        5 as preference,
        'end of the treatment by death (DCTREAS)' as date_source,
        cast(null as date) as death_date,
        cast(null as date) as earliest_date,
        cast(null as date) as latest_date
    from adsl
    where upper(adsl.DCTREAS) like 'DEATH%' or upper(adsl.DCTREAS) = 'DIED'
),

event_said as (
    select
        adae.USUBJID,
        adae.source_row,
        adae.record_key,
        'AEDTHDTC' as variable,
        coalesce(cast(adae.AEDTHDT as varchar), adae.AEDTHDTC) as value,
        6 as preference,
        'date of death of the adverse event (AEDTHDTC)' as date_source,
        coalesce(
            adae.AEDTHDT, case when partial_date.known_to = 'day' then partial_date.earliest end
        ) as death_date,
        coalesce(adae.AEDTHDT, partial_date.earliest) as earliest_date,
        coalesce(adae.AEDTHDT, partial_date.latest) as latest_date
    from adae
    left join partial_date on adae.AEDTHDTC = partial_date.date_text and partial_date.known_to <> 'none'
    where adae.AEDTHDT is not null or partial_date.date_text is not null
    union all
    select
        adae.USUBJID,
        adae.source_row,
        adae.record_key,
        'AENDT' as variable,
        cast(adae.AENDT as varchar) as value,
        7 as preference,
        'end of the fatal adverse event (AENDT)' as date_source,
        -- The end of a fatal event is the death; without an end date, or with an imputed one, it dates none.
        case when adae.AENDTF is null then adae.AENDT end as death_date,
        -- But no death was before the first day of the month or year that is known.
        event_fact.earliest_end as earliest_date,
        event_fact.latest_end as latest_date
    from adae
    inner join event_fact on adae.source_row = event_fact.source_row
    where event_fact.fatal
)

select
    'adsl' as dataset,
    subject_said.USUBJID,
    subject_said.source_row,
    subject_said.record_key,
    subject_said.variable,
    subject_said.value,
    subject_said.preference,
    subject_said.date_source,
    subject_said.death_date,
    subject_said.earliest_date,
    subject_said.latest_date
from subject_said
union all
select
    'adae' as dataset,
    event_said.USUBJID,
    event_said.source_row,
    event_said.record_key,
    event_said.variable,
    event_said.value,
    event_said.preference,
    event_said.date_source,
    event_said.death_date,
    event_said.earliest_date,
    event_said.latest_date
from event_said
