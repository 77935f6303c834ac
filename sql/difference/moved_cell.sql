-- What: the cells of one result table that differ between the cuts; of a row that one cut alone has, every filled cell.
-- Grain: one row per row of the table and column that differ.
-- Reads: compared_column, new_result, old_result.
with old_copy as (
    select
        old_result.*,
        row_number() over (partition by old_result.row_key order by old_result.texts) as copy
    from old_result
),

new_copy as (
    select
        new_result.*,
        row_number() over (partition by new_result.row_key order by new_result.texts) as copy
    from new_result
),

beside as (
    select
        coalesce(new_copy.table_name, old_copy.table_name) as table_name,
        coalesce(new_copy.row_key, old_copy.row_key) as row_key,
        case when old_copy.copy is null then 'new row' when new_copy.copy is null then 'gone row' else 'changed' end
            as change,
        coalesce(new_copy.opens, old_copy.opens) as opens,
        coalesce(new_copy.number, old_copy.number) as number,
        coalesce(new_copy.arm, old_copy.arm) as arm,
        coalesce(new_copy.comparator, old_copy.comparator) as comparator,
        old_copy.texts as old_texts,
        new_copy.texts as new_texts
    from old_copy
    full outer join new_copy on old_copy.row_key = new_copy.row_key and old_copy.copy = new_copy.copy
    where old_copy.texts is distinct from new_copy.texts
)

select
    beside.table_name,
    beside.row_key,
    compared_column.name as variable,
    beside.old_texts[compared_column.place] as old_value,
    beside.new_texts[compared_column.place] as new_value,
    beside.change,
    beside.opens,
    beside.number,
    beside.arm,
    beside.comparator
from beside
cross join compared_column
where beside.old_texts[compared_column.place] is distinct from beside.new_texts[compared_column.place]
