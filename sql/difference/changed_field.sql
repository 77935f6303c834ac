-- What: the fields in which a record of the new cut differs from the same record of the old one.
-- Grain: one row per record and variable that differ; how a record is used is the variable '(use)'.
-- Reads: compared_column, new_value, old_value, record_pair.
with old_field as (
    select
        old_value.dataset,
        old_value.row_id,
        unnest(old_value.texts) as text,
        unnest(range(1, 1 + len(old_value.texts))) as place
    from old_value
),

new_field as (
    select
        new_value.dataset,
        new_value.row_id,
        unnest(new_value.texts) as text,
        unnest(range(1, 1 + len(new_value.texts))) as place
    from new_value
)

select
    record_pair.dataset,
    record_pair.record_key,
    compared_column.name as variable,
    old_field.text as old_value,
    new_field.text as new_value,
    compared_column.coded,
    compared_column.graded,
    record_pair.old_row,
    record_pair.new_row
from record_pair
inner join old_field on record_pair.dataset = old_field.dataset and record_pair.old_row = old_field.row_id
inner join new_field
    on
        record_pair.dataset = new_field.dataset
        and record_pair.new_row = new_field.row_id
        and old_field.place = new_field.place
inner join compared_column on old_field.place = compared_column.place
where record_pair.change = 'changed' and old_field.text is distinct from new_field.text
union all
select
    record_pair.dataset,
    record_pair.record_key,
    '(use)' as variable,
    record_pair.old_use as old_value,
    record_pair.new_use as new_value,
    false as coded,
    false as graded,
    record_pair.old_row,
    record_pair.new_row
from record_pair
inner join new_value on record_pair.dataset = new_value.dataset and record_pair.new_row = new_value.row_id
where record_pair.change = 'changed' and record_pair.old_use <> record_pair.new_use
