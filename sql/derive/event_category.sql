-- What: the categories each event is in, by the conditions of the category table, emergent or not.
-- Grain: one row per adverse-event record of the safety set and category.
-- Reads: adverse_event, attribute, category, category_condition.
with met_condition as (
    select distinct
        attribute.USUBJID,
        attribute.AESEQ,
        attribute.source_row,
        category_condition.category,
        category_condition.alternative,
        category_condition.condition_no,
        category_condition.conditions
    from attribute
    inner join category_condition on attribute.variable = category_condition.variable
    where
        attribute.value = category_condition.value
        or (attribute.number >= category_condition.at_least and category_condition.at_most is null)
        or (attribute.number <= category_condition.at_most and category_condition.at_least is null)
        or attribute.number between category_condition.at_least and category_condition.at_most
        or (attribute.value is null and category_condition.is_missing)
),

met_alternative as (
    -- Within an alternative every condition must hold.
    select
        met_condition.USUBJID,
        met_condition.AESEQ,
        met_condition.source_row,
        met_condition.category
    from met_condition
    group by
        met_condition.USUBJID,
        met_condition.AESEQ,
        met_condition.source_row,
        met_condition.category,
        met_condition.alternative,
        met_condition.conditions
    having count(*) = met_condition.conditions
)

select distinct
    met_alternative.USUBJID,
    met_alternative.AESEQ,
    met_alternative.source_row,
    met_alternative.category
from met_alternative
inner join category on met_alternative.category = category.category
where category.collected
union all
select
    adverse_event.USUBJID,
    adverse_event.AESEQ,
    adverse_event.source_row,
    'any' as category
from adverse_event
