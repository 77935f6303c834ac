-- What: adverse events without a treatment-emergent flag where other events have one.
-- Grain: one row, if any.
-- Reads: ae, treatment_emergent_flag.
select
    'adae' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'TRTEMFL' as variable,
    cast(null as varchar) as value,
    'warning' as severity,
    cast(count(*) - count(treatment_emergent_flag.TRTEMFL) as varchar) || ' of ' || cast(count(*) as varchar)
    || ' events have no AETRTEM in SUPPAE' as message,
    'Retained; with rule = "flag" these are not counted as treatment-emergent; rule = "window" needs no flag' as action
from ae
left join treatment_emergent_flag on ae.source_row = treatment_emergent_flag.source_row
having count(treatment_emergent_flag.TRTEMFL) > 0 and count(*) > count(treatment_emergent_flag.TRTEMFL)
