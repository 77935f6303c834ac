-- What: which record of the old cut is which of the new: equal ones first, then the one of a key that is left in each.
-- Grain: one row per record of either cut; a record that is in both has one.
-- Reads: new_record, old_record.
-- Of equal records those that are used in the same way are the same: where one comes twice and the copy is set aside,
-- the copy is new. Where more than one record of a key is left in a cut, none is taken for another: they are gone and
-- new. Records without a key ('') are equal, or gone and new.
with old_copy as (
    select
        old_record.*,
        row_number()
            over (partition by old_record.match_key, old_record.digest, old_record.use order by old_record.row_id)
            as copy
    from old_record
),

new_copy as (
    select
        new_record.*,
        row_number()
            over (partition by new_record.match_key, new_record.digest, new_record.use order by new_record.row_id)
            as copy
    from new_record
),

used_alike as (
    select
        coalesce(new_copy.dataset, old_copy.dataset) as dataset,
        coalesce(new_copy.match_key, old_copy.match_key) as match_key,
        coalesce(new_copy.record_key, old_copy.record_key) as record_key,
        coalesce(new_copy.digest, old_copy.digest) as digest,
        old_copy.row_id as old_row,
        new_copy.row_id as new_row,
        old_copy.use as old_use,
        new_copy.use as new_use
    from old_copy
    full outer join new_copy
        on
            old_copy.match_key = new_copy.match_key
            and old_copy.digest = new_copy.digest
            and old_copy.use = new_copy.use
            and old_copy.copy = new_copy.copy
),

-- Equal records that are used otherwise, in the order of use and row: in each cut by their own number.
otherwise as (
    select
        used_alike.*,
        row_number()
            over (
                partition by used_alike.match_key, used_alike.digest, used_alike.old_row is null
                order by
                    coalesce(used_alike.old_use, used_alike.new_use) desc,
                    used_alike.old_row asc,
                    used_alike.new_row asc
            )
            as copy
    from used_alike
    where used_alike.old_row is null or used_alike.new_row is null
),

-- Each of the numbers has at most one record of either cut.
beside as (
    select
        used_alike.dataset,
        used_alike.match_key,
        used_alike.record_key,
        used_alike.old_row,
        used_alike.new_row,
        used_alike.old_use,
        used_alike.new_use
    from used_alike
    where used_alike.old_row is not null and used_alike.new_row is not null
    union all
    select
        otherwise.dataset,
        otherwise.match_key,
        coalesce(min(otherwise.record_key) filter (where otherwise.new_row is not null), min(otherwise.record_key))
            as record_key,
        max(otherwise.old_row) as old_row,
        max(otherwise.new_row) as new_row,
        max(otherwise.old_use) as old_use,
        max(otherwise.new_use) as new_use
    from otherwise
    group by otherwise.dataset, otherwise.match_key, otherwise.digest, otherwise.copy
),

-- How many records of the key are left in the old cut, and how many in the new one.
left_over as (
    select
        beside.*,
        count(beside.old_row) over (partition by beside.match_key) as old_left,
        count(beside.new_row) over (partition by beside.match_key) as new_left
    from beside
    where beside.old_row is null or beside.new_row is null
),

told as (
    select
        left_over.*,
        left_over.match_key <> '' and left_over.old_left = 1 and left_over.new_left = 1 as paired
    from left_over
)

select
    beside.dataset,
    beside.record_key,
    case when beside.old_use = beside.new_use then 'same' else 'changed' end as change,
    beside.old_row,
    beside.new_row,
    beside.old_use,
    beside.new_use
from beside
where beside.old_row is not null and beside.new_row is not null
union all
select
    told.dataset,
    min(told.record_key) as record_key,
    'changed' as change,
    max(told.old_row) as old_row,
    max(told.new_row) as new_row,
    max(told.old_use) as old_use,
    max(told.new_use) as new_use
from told
where told.paired
group by told.dataset, told.match_key
union all
select
    told.dataset,
    told.record_key,
    case when told.old_row is null then 'new' else 'gone' end as change,
    told.old_row,
    told.new_row,
    told.old_use,
    told.new_use
from told
where not told.paired
