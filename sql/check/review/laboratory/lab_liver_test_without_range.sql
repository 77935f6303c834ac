-- What: liver tests after baseline that are no multiple of the upper limit of normal, which is missing.
-- Grain: one row per parameter.
-- Reads: lab_standard, lab_value.
-- Without rows in lab_value there is nothing to find.
with unlimited as (
    select
        lab_value.PARAMCD,
        count(*) as records
    from lab_standard
    inner join lab_value on lab_standard.source_row = lab_value.source_row
    where
        lab_value.analyte in ('ALT', 'AST', 'BILI')
        and lab_value.phase = 'post-baseline'
        and lab_value.value is not null
        and lab_standard.role = 'study'
        and lab_standard.direction = 'H'
        and lab_standard.reference_high is null
    group by lab_value.PARAMCD
)

select
    'adlb' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'ANRHI' as variable,
    cast(null as varchar) as value,
    'warning' as severity,
    unlimited.PARAMCD || ' has post-baseline results without an upper limit of normal of their own or of the '
    || 'baseline (records: ' || cast(unlimited.records as varchar) || ')' as message,
    'Retained; not evaluated for Hy''s law' as action
from unlimited
