-- What: the bit that stands for each category in a set of categories, which is a whole number.
-- Grain: one row per category that is collected. With more than 62 of them a set has several words.
-- Reads: category.
with placed as (
    select
        category.category,
        category.scale,
        category.scale_rank,
        category.every_level,
        category.category_order,
        count(*) over () as categories,
        -- The categories of a scale are in one word: the worst of them is found there.
        min(category.category_order) over (partition by coalesce(category.scale, category.category)) as first_order
    from category
    where category.collected
),

worded as (
    select
        placed.category,
        placed.scale,
        placed.scale_rank,
        placed.every_level,
        placed.category_order,
        placed.first_order,
        case when placed.categories <= 62 then 0 else cast(floor(placed.first_order / 31.0) as integer) end as word
    from placed
)

select
    worded.category,
    worded.scale,
    worded.scale_rank,
    worded.every_level,
    worded.word,
    cast(
        power(2, row_number() over (partition by worded.word order by worded.first_order, worded.category_order) - 1)
        as bigint
    ) as bit
from worded
