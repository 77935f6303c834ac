-- What: who meets the conditions of each cohort: of an endpoint, or of a population.
-- Grain: one row per owner of a cohort and subject.
-- Reads: adsl_value, cohort_condition.
-- Without rows in cohort_condition there is no row.
with met_condition as (
    select distinct
        cohort_condition.owner,
        cohort_condition.name,
        adsl_value.USUBJID,
        cohort_condition.alternative,
        cohort_condition.condition_no,
        cohort_condition.conditions
    from cohort_condition
    inner join adsl_value on cohort_condition.variable = adsl_value.variable
    where
        adsl_value.value = cohort_condition.value
        or (adsl_value.number >= cohort_condition.at_least and cohort_condition.at_most is null)
        or (adsl_value.number <= cohort_condition.at_most and cohort_condition.at_least is null)
        or adsl_value.number between cohort_condition.at_least and cohort_condition.at_most
),

met_alternative as (
    -- Within an alternative every condition must hold.
    select
        met_condition.owner,
        met_condition.name,
        met_condition.USUBJID
    from met_condition
    group by
        met_condition.owner,
        met_condition.name,
        met_condition.USUBJID,
        met_condition.alternative,
        met_condition.conditions
    having count(*) = met_condition.conditions
)

select distinct
    met_alternative.owner,
    met_alternative.name,
    met_alternative.USUBJID
from met_alternative
