-- What: second and later records, by their number, of one subject with the same preferred term and start date.
-- Grain: one row per event.
-- Reads: adae.
with numbered as (
    select
        adae.source_row,
        adae.record_key,
        adae.AEDECOD,
        adae.ASTDT,
        row_number() over same_start as occurrence,
        first_value(adae.source_row) over same_start as first_row
    from adae
    where adae.AEDECOD is not null and adae.ASTDT is not null
    window
        same_start as (
            partition by adae.USUBJID, adae.AEDECOD, adae.ASTDT order by adae.AESEQ, adae.source_row
        )
)

select
    'adae' as dataset,
    numbered.source_row,
    numbered.record_key,
    'AEDECOD' as variable,
    numbered.AEDECOD as value,
    'note' as severity,
    'Row ' || cast(numbered.first_row as varchar) || ' has the same term with the same start date ('
    || cast(numbered.ASTDT as varchar) || ') in the subject; it may be one event recorded by visit' as message,
    'Retained; counted as a separate event' as action,
    true as until_cutoff
from numbered
where numbered.occurrence > 1
