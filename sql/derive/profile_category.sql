-- What: the categories that an event with these values is in, by the conditions of the category table.
-- Grain: one row per profile and category that is collected.
-- Reads: category, category_condition, event_profile, profile_attribute.
with met_condition as (
    select distinct
        profile_attribute.profile_id,
        category_condition.category,
        category_condition.alternative,
        category_condition.condition_no,
        category_condition.conditions
    from profile_attribute
    inner join category_condition on profile_attribute.variable = category_condition.variable
    where
        profile_attribute.value = category_condition.value
        or (profile_attribute.number >= category_condition.at_least and category_condition.at_most is null)
        or (profile_attribute.number <= category_condition.at_most and category_condition.at_least is null)
        or profile_attribute.number between category_condition.at_least and category_condition.at_most
        or (profile_attribute.value is null and category_condition.is_missing)
),

met_alternative as (
    -- Within an alternative every condition must hold.
    select
        met_condition.profile_id,
        met_condition.category
    from met_condition
    group by
        met_condition.profile_id,
        met_condition.category,
        met_condition.alternative,
        met_condition.conditions
    having count(*) = met_condition.conditions
)

select distinct
    met_alternative.profile_id,
    met_alternative.category
from met_alternative
inner join category on met_alternative.category = category.category
where category.collected
union all
select
    event_profile.profile_id,
    'any' as category
from event_profile
