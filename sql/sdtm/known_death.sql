-- What: who died by any record, of DM, its qualifiers, DD, DS or AE, and does the death count: is it up to the cut-off.
-- Grain: one row per subject.
-- Reads: adsl, ae, event_death, partial_date, recorded_death, study.
with event as (
    select
        ae.USUBJID,
        event_death.fatal,
        event_death.AEDTHDTC,
        ae.AEENDTC,
        started.earliest as earliest_start
    from event_death
    inner join ae on event_death.source_row = ae.source_row
    left join partial_date as started on ae.AESTDTC = started.date_text
    where event_death.fatal or event_death.AEDTHDTC is not null
),

-- What the analysis datasets say of the death, in the order in which they date it: a full date before a partial one.
evidence as (
    select
        recorded_death.USUBJID,
        recorded_death.death_date,
        coalesce(recorded_death.death_date, subject_date.earliest) as earliest_date,
        coalesce(recorded_death.death_date, subject_date.latest) as latest_date,
        1 as preference
    from recorded_death
    left join partial_date as subject_date on recorded_death.DTHDTC = subject_date.date_text
    union all
    select
        adsl.USUBJID,
        adsl.EOSDT as death_date,
        adsl.EOSDT as earliest_date,
        adsl.EOSDT as latest_date,
        2 as preference
    from adsl
    where upper(adsl.DCSREAS) like 'DEATH%' or upper(adsl.DCSREAS) = 'DIED'
    union all
    select
        event.USUBJID,
        case when dated.known_to = 'day' then dated.earliest end as death_date,
        dated.earliest as earliest_date,
        dated.latest as latest_date,
        3 as preference
    from event
    inner join partial_date as dated on event.AEDTHDTC = dated.date_text
    union all
    select
        event.USUBJID,
        case when ended.known_to = 'day' then ended.earliest end as death_date,
        ended.earliest as earliest_date,
        ended.latest as latest_date,
        4 as preference
    from event
    left join partial_date as ended on event.AEENDTC = ended.date_text
    where event.fatal
),

placed as (
    select
        evidence.USUBJID,
        evidence.death_date,
        evidence.earliest_date,
        evidence.latest_date,
        row_number() over (
            partition by evidence.USUBJID
            order by
                case
                    when evidence.death_date is not null then 1
                    when evidence.earliest_date is not null then 2
                    else 3
                end,
                evidence.preference,
                evidence.earliest_date
        ) as place
    from evidence
),

begun as (
    select
        event.USUBJID,
        -- An event whose start is not known may have begun at any time.
        case when count(*) = count(event.earliest_start) then min(event.earliest_start) end as earliest_start
    from event
    group by event.USUBJID
)

select
    placed.USUBJID,
    placed.death_date,
    -- Nobody dies of an event before it begins, nor before leaving the study alive (sql/derive/death.sql). A death that
    -- is not dated at all counts. greatest() skips nulls.
    not coalesce(
        greatest(
            placed.earliest_date,
            case when placed.death_date is null then begun.earliest_start end,
            case
                when placed.death_date is null and not coalesce(placed.latest_date < adsl.EOSDT, false)
                    then adsl.EOSDT
            end
        ) > study.counted_until,
        false
    ) as counted
from placed
cross join study
left join begun on placed.USUBJID = begun.USUBJID
left join adsl
    on
        placed.USUBJID = adsl.USUBJID
        and coalesce(adsl.EOSSTT, 'ONGOING') <> 'ONGOING'
        and not coalesce(regexp_matches(upper(adsl.DCSREAS), 'DEATH|DIED|DEAD|DECEASED'), false)
where placed.place = 1
