-- What: the categories of each profile of values as a set: at level any, and those that are counted at every level.
-- Grain: one row per profile and word of the set.
-- Reads: category_bit, profile_category.
select
    profile_category.profile_id,
    category_bit.word,
    cast(sum(category_bit.bit) as bigint) as any_level,
    cast(sum(case when category_bit.every_level then category_bit.bit else 0 end) as bigint) as every_level
from profile_category
inner join category_bit on profile_category.category = category_bit.category
group by profile_category.profile_id, category_bit.word
