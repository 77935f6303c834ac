-- What: how many cells of each result table moved, how many rows are new and gone, and what its numbers open.
-- Grain: one row per result table that both cuts have.
-- Reads: compared_table, moved_cell.
with counted as (
    select
        moved_cell.table_name,
        count(*) filter (where moved_cell.change = 'changed') as moved,
        count(distinct moved_cell.row_key) filter (where moved_cell.change = 'new row') as new_rows,
        count(distinct moved_cell.row_key) filter (where moved_cell.change = 'gone row') as gone_rows
    from moved_cell
    group by moved_cell.table_name
)

select
    compared_table.table_name,
    coalesce(counted.moved, 0) as moved,
    coalesce(counted.new_rows, 0) as new_rows,
    coalesce(counted.gone_rows, 0) as gone_rows,
    compared_table.opens
from compared_table
left join counted on compared_table.table_name = counted.table_name
