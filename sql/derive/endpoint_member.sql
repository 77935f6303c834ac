-- What: who is in the population, or the cohort of it, that each endpoint is of.
-- Grain: one row per endpoint and subject.
-- Reads: adsl_value, analysis_subject, cohort_member, endpoint, endpoint_stratum.
-- Without rows in endpoint there is no row.
with value_of_stratum as (
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
left join cohort_member
    on
        cohort_member.owner = 'endpoint'
        and endpoint.endpoint = cohort_member.name
        and analysis_subject.USUBJID = cohort_member.USUBJID
left join stratified on endpoint.endpoint = stratified.endpoint and analysis_subject.USUBJID = stratified.USUBJID
where not endpoint.has_conditions or cohort_member.USUBJID is not null
