-- What: vital signs so extreme that they suggest an error.
-- Grain: one row per record.
-- Reads: advs, vital_value.
-- Without rows in vital_value there is nothing to find.
select
    'advs' as dataset,
    advs.source_row,
    advs.record_key,
    'AVAL' as variable,
    cast(advs.AVAL as varchar) as value,
    'warning' as severity,
    advs.PARAMCD || ' is '
    || case
        when vital_value.value < vital_value.below then 'below ' || cast(vital_value.below as varchar)
        else 'above ' || cast(vital_value.above as varchar)
    end
    || ' ' || vital_value.bound_unit || ', which suggests an error (' || vital_value.source || ')' as message,
    'Retained; counted as recorded' as action,
    true as until_cutoff
from vital_value
inner join advs on vital_value.source_row = advs.source_row
where vital_value.value < vital_value.below or vital_value.value > vital_value.above
