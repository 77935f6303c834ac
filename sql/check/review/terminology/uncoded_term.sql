-- What: events without a preferred term or a system organ class.
-- Grain: one row per event.
-- Reads: adae.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    case when adae.AEDECOD is null then 'AEDECOD' else 'AEBODSYS' end as variable,
    cast(null as varchar) as value,
    'warning' as severity,
    'The event ''' || coalesce(adae.AETERM, adae.AEDECOD, '(no term)') || ''' is not coded: '
    || case
        when adae.AEDECOD is null and adae.AEBODSYS is null then 'AEDECOD and AEBODSYS are missing'
        when adae.AEDECOD is null then 'AEDECOD is missing'
        else 'AEBODSYS is missing'
    end as message,
    'Retained; counted under (uncoded)' as action,
    true as until_cutoff
from adae
where adae.AEDECOD is null or adae.AEBODSYS is null
