-- What: who is in the population, or the cohort of it, that each endpoint is of.
-- Grain: one row per endpoint and subject.
-- Reads: adsl_value, analysis_subject, endpoint, endpoint_condition, endpoint_stratum.
-- Without rows in endpoint there is no row.
with met_condition as (
    select distinct
        endpoint_condition.endpoint,
        adsl_value.USUBJID,
        endpoint_condition.alternative,
        endpoint_condition.condition_no,
        endpoint_condition.conditions
    from endpoint_condition
    inner join adsl_value on endpoint_condition.variable = adsl_value.variable
    where
        adsl_value.value = endpoint_condition.value
        or (adsl_value.number >= endpoint_condition.at_least and endpoint_condition.at_most is null)
        or (adsl_value.number <= endpoint_condition.at_most and endpoint_condition.at_least is null)
        or adsl_value.number between endpoint_condition.at_least and endpoint_condition.at_most
),

met_alternative as (
    -- Within an alternative every condition must hold.
    select
        met_condition.endpoint,
        met_condition.USUBJID
    from met_condition
    group by
        met_condition.endpoint,
        met_condition.USUBJID,
        met_condition.alternative,
        met_condition.conditions
    having count(*) = met_condition.conditions
),

chosen as (
    select distinct
        met_alternative.endpoint,
        met_alternative.USUBJID
    from met_alternative
),

value_of_stratum as (
    select
        endpoint_stratum.endpoint,
        endpoint_stratum.stratum_no,
        adsl_value.USUBJID,
        -- Subjects without a value are a stratum of their own: none is left out.
        coalesce(adsl_value.value, '(missing)') as value
    from endpoint_stratum
    inner join adsl_value on endpoint_stratum.variable = adsl_value.variable
),

stratified as (
    select
        value_of_stratum.endpoint,
        value_of_stratum.USUBJID,
        max(case when value_of_stratum.stratum_no = 1 then value_of_stratum.value end)
        || coalesce(' / ' || max(case when value_of_stratum.stratum_no = 2 then value_of_stratum.value end), '')
        || coalesce(' / ' || max(case when value_of_stratum.stratum_no = 3 then value_of_stratum.value end), '')
        || coalesce(' / ' || max(case when value_of_stratum.stratum_no = 4 then value_of_stratum.value end), '')
        || coalesce(' / ' || max(case when value_of_stratum.stratum_no = 5 then value_of_stratum.value end), '')
        || coalesce(' / ' || max(case when value_of_stratum.stratum_no = 6 then value_of_stratum.value end), '')
            as stratum
    from value_of_stratum
    group by value_of_stratum.endpoint, value_of_stratum.USUBJID
)

select
    endpoint.endpoint,
    analysis_subject.USUBJID,
    analysis_subject.arm,
    coalesce(stratified.stratum, '(all)') as stratum
from endpoint
inner join analysis_subject on endpoint.analysis_set = analysis_subject.analysis_set
left join chosen on endpoint.endpoint = chosen.endpoint and analysis_subject.USUBJID = chosen.USUBJID
left join stratified on endpoint.endpoint = stratified.endpoint and analysis_subject.USUBJID = stratified.USUBJID
where not endpoint.has_conditions or chosen.USUBJID is not null
