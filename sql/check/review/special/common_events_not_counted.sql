-- What: tables of common events whose level, or a category of them, is not counted in the study.
-- Grain: one row per table and level or category.
-- Reads: category, event_table, event_table_category, level.
with asked as (
    select
        event_table.event_table,
        event_table.based_on as category
    from event_table
    union
    select
        event_table_category.event_table,
        event_table_category.category
    from event_table_category
),

not_counted as (
    select
        event_table.event_table,
        event_table.level as value,
        'The level ' || event_table.level || ' is not counted: '
        || case event_table.level
            when 'group' then 'the study file has no [[group]]'
            when 'SMQ' then 'the study file names no query in dictionary.smq'
            when 'query' then 'the study file names no file in dictionary.queries'
            else 'AE' || event_table.level || ' is not collected'
        end as reason
    from event_table
    left join level on event_table.level = level.level
    where level.level is null
    union all
    select
        asked.event_table,
        asked.category as value,
        'The category ' || asked.category || ' is '
        || coalesce(
            category.note,
            case
                when asked.category in ('mild', 'moderate', 'severe', 'severity_missing')
                    then 'not counted: grades (AETOXGR) are collected and counted instead of severities'
                else 'not counted: AETOXGR is not collected'
            end
        ) as reason
    from asked
    left join category on asked.category = category.category
    where category.category is null or not category.collected
)

select
    'adae' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'AEDECOD' as variable,
    not_counted.value,
    'warning' as severity,
    'The table of common events ''' || not_counted.event_table || ''' of the study file lacks a requested item. '
    || not_counted.reason as message,
    'Retained; the table has no such terms or numbers' as action
from not_counted
