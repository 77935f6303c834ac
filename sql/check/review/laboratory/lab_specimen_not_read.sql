-- What: specimens of graded parameters that are neither blood, serum nor plasma by their name, nor urine.
-- Grain: one row per specimen.
-- Reads: adlb, lab_parameter.
-- Without rows in adlb there is nothing to find.
with unread as (
    select
        adlb.LBSPEC,
        count(*) as records
    from adlb
    inner join lab_parameter on upper(adlb.PARAMCD) = lab_parameter.paramcd
    where
        not upper(adlb.LBSPEC) like '%BLOOD%'
        and not upper(adlb.LBSPEC) like '%SERUM%'
        and not upper(adlb.LBSPEC) like '%PLASMA%'
        and not upper(adlb.LBSPEC) like '%URIN%'
    group by adlb.LBSPEC
)

select
    'adlb' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'LBSPEC' as variable,
    unread.LBSPEC as value,
    'note' as severity,
    'The specimen ''' || unread.LBSPEC || ''' is not known to be blood, serum or plasma (records: '
    || cast(unread.records as varchar) || '); if it is, state so in LBSPEC' as message,
    'Retained; not graded' as action
from unread
