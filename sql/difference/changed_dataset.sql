-- What: how many records of each dataset are new, gone and changed, and of the changed ones how many in what.
-- Grain: one row per dataset.
-- Reads: changed_record, compared_dataset, record_pair.
with paired as (
    select
        record_pair.dataset,
        count(record_pair.old_row) as old_records,
        count(record_pair.new_row) as new_records
    from record_pair
    group by record_pair.dataset
),

counted as (
    select
        changed_record.dataset,
        count(*) filter (where changed_record.change = 'new') as added,
        count(*) filter (where changed_record.change = 'gone') as gone,
        count(*) filter (where changed_record.change = 'changed') as changed,
        count(*) filter (where changed_record.recoded) as recoded,
        count(*) filter (where changed_record.regraded) as regraded,
        count(*) filter (where changed_record.old_use <> changed_record.new_use) as used_otherwise
    from changed_record
    group by changed_record.dataset
)

select
    compared_dataset.dataset,
    coalesce(paired.old_records, 0) as old_records,
    coalesce(paired.new_records, 0) as new_records,
    coalesce(counted.added, 0) as added,
    coalesce(counted.gone, 0) as gone,
    coalesce(counted.changed, 0) as changed,
    coalesce(counted.recoded, 0) as recoded,
    coalesce(counted.regraded, 0) as regraded,
    coalesce(counted.used_otherwise, 0) as used_otherwise,
    compared_dataset.matched_by
from compared_dataset
left join paired on compared_dataset.dataset = paired.dataset
left join counted on compared_dataset.dataset = counted.dataset
