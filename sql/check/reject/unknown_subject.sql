-- What: records of subjects that ADSL does not have, or whose ADSL record was set aside.
-- Grain: one row per record that is set aside.
-- Reads: adsl, record_input.
with known as (
    select distinct adsl.USUBJID
    from adsl
)

select
    record_input.dataset,
    record_input.source_row,
    record_input.record_key,
    'USUBJID' as variable,
    record_input.USUBJID as value,
    'reject' as severity,
    'USUBJID is not an accepted subject of ADSL; every subject in '
    || upper(record_input.dataset) || ' must have a record there' as message,
    'Set aside' as action
from record_input
left join known on record_input.USUBJID = known.USUBJID
-- A record without USUBJID has its finding already.
where record_input.USUBJID is not null and known.USUBJID is null
