-- What: the numbers of subjects that moved, with how many records moved each, and the first five of these.
-- Grain: one row per row of a result table whose number of subjects moved and opens records.
-- Reads: moved_by, moved_cell.
with placed as (
    select
        moved_by.opens,
        moved_by.number,
        moved_by.arm,
        moved_by.counted,
        moved_by.record_key || ' (' || moved_by.counted || ')' as record,
        row_number()
            over (
                partition by moved_by.opens, moved_by.number, moved_by.arm
                order by moved_by.counted, moved_by.dataset, moved_by.record_key
            )
            as place
    from moved_by
),

told as (
    select
        placed.opens,
        placed.number,
        placed.arm,
        count(*) filter (where placed.counted = 'entered') as entered,
        count(*) filter (where placed.counted = 'left') as "left",
        count(*) filter (where placed.counted = 'stayed') as stayed,
        string_agg(placed.record, '; ' order by placed.place) filter (where placed.place <= 5) as records
    from placed
    group by placed.opens, placed.number, placed.arm
)

select
    moved_cell.table_name,
    moved_cell.row_key,
    cast(moved_cell.old_value as bigint) as old_subjects,
    cast(moved_cell.new_value as bigint) as subjects,
    coalesce(told.entered, 0) as entered,
    coalesce(told."left", 0) as "left",
    coalesce(told.stayed, 0) as stayed,
    told.records
from moved_cell
left join told
    on moved_cell.opens = told.opens and moved_cell.number = told.number and moved_cell.arm = told.arm
where
    moved_cell.variable = 'subjects'
    and moved_cell.opens is not null
    and moved_cell.comparator is null
    and moved_cell.change = 'changed'
    and moved_cell.old_value is not null
    and moved_cell.new_value is not null
