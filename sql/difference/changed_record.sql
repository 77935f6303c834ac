-- What: the records that are new, gone or changed, and whether what changed is the coding, a grade, or how it is used.
-- Grain: one row per record that is not the same in both cuts.
-- Reads: changed_field, record_pair.
with changed as (
    select
        changed_field.dataset,
        changed_field.new_row,
        bool_or(changed_field.coded) as recoded,
        bool_or(changed_field.graded) as regraded,
        count(*) as fields
    from changed_field
    group by changed_field.dataset, changed_field.new_row
)

select
    record_pair.dataset,
    record_pair.record_key,
    record_pair.change,
    coalesce(changed.recoded, false) as recoded,
    coalesce(changed.regraded, false) as regraded,
    coalesce(changed.fields, 0) as fields,
    record_pair.old_use,
    record_pair.new_use,
    record_pair.old_row,
    record_pair.new_row
from record_pair
left join changed
    on
        record_pair.change = 'changed'
        and record_pair.dataset = changed.dataset
        and record_pair.new_row = changed.new_row
where record_pair.change <> 'same'
