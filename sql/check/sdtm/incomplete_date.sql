-- What: partial dates where only a complete one is used: of doses, deaths, ends and results.
-- Grain: one row per record and variable.
-- Reads: ae, collected_result, dm, known_death, partial_date, recorded_date, suppdm.
select
    recorded_date.dataset,
    recorded_date.source_row,
    recorded_date.record_key,
    recorded_date.variable,
    recorded_date.date_text as value,
    -- What DM says beside the death is read only where EX or DS does not say it.
    case when recorded_date.dataset = 'adsl' and recorded_date.variable <> 'DTHDTC' then 'note' else 'warning' end
        as severity,
    recorded_date.variable || ' has no day; a complete date, such as 2014-01-02, is needed' as message,
    case
        when recorded_date.dataset = 'adex'
            then 'Retained; the day is missing in ADEX; TRTSDT and TRTEDT are the earliest and latest possible'
        when collected_result.domain is not null
            then
                'Retained; the result has no date; without ' || collected_result.domain || 'DY it is in no '
                || case when recorded_date.dataset = 'adlb' then 'maximum grade' else 'worst value' end
        when recorded_date.variable in ('DTHDTC', 'AEDTHDTC') and not known_death.counted
            then 'Retained; the death is after the cut-off, so it is not counted'
        when recorded_date.variable in ('DTHDTC', 'AEDTHDTC')
            then
                'Retained; the subject is counted as dead, and the death is dated by another record if one has the date'
        else 'Retained; the date is treated as missing'
    end as action
from recorded_date
inner join partial_date on recorded_date.date_text = partial_date.date_text
left join collected_result
    on recorded_date.dataset = collected_result.dataset and recorded_date.source_row = collected_result.source_row
left join ae on recorded_date.dataset = 'adae' and recorded_date.source_row = ae.source_row
left join dm on recorded_date.dataset = 'adsl' and recorded_date.source_row = dm.source_row
left join suppdm on recorded_date.dataset = 'suppdm' and recorded_date.source_row = suppdm.source_row
left join known_death on coalesce(ae.USUBJID, dm.USUBJID, suppdm.USUBJID) = known_death.USUBJID
where
    (recorded_date.dataset <> 'adae' or recorded_date.variable = 'AEDTHDTC')
    and partial_date.known_to in ('month', 'year')
