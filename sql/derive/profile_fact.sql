-- What: what the coded values of an adverse event say by themselves: fatal, serious, grade, severity, relationship.
-- Grain: one row per profile, a distinct combination of values: a rule is applied once to each, not to every record.
-- Reads: event_profile, relationship, study.
with said as (
    select
        event_profile.profile_id,
        -- Any of the three makes an event fatal.
        concat_ws(
            ', ',
            case when event_profile.AEOUT = 'FATAL' then 'AEOUT' end,
            case when event_profile.AESDTH = 'Y' then 'AESDTH' end,
            case when event_profile.AETOXGR = '5' then 'AETOXGR' end
        ) as fatal_by,
        coalesce(event_profile.AESER = 'Y', false) as serious,
        case
            when event_profile.AETOXGR in ('1', '2', '3', '4', '5') then cast(event_profile.AETOXGR as integer)
        end as grade,
        coalesce(event_profile.AETOXGR > event_profile.AEITOXGR, false) as grade_rose,
        case when event_profile.AESEV in ('MILD', 'MODERATE', 'SEVERE') then event_profile.AESEV end as severity,
        case event_profile.AESEV when 'MILD' then 1 when 'MODERATE' then 2 when 'SEVERE' then 3 end as severity_rank,
        case event_profile.AEITSEV
            when 'MILD' then 1
            when 'MODERATE' then 2
            when 'SEVERE' then 3
        end as initial_severity_rank,
        -- A missing relationship counts as the study says; a value the study does not map counts as related (a finding
        -- names it).
        case
            when event_profile.AEREL is null then study.missing_related
            else coalesce(relationship.related = 'Y', true)
        end as related
    from event_profile
    left join relationship on upper(trim(event_profile.AEREL)) = relationship.value
    cross join study
)

select
    said.profile_id,
    said.fatal_by <> '' as fatal,
    nullif(said.fatal_by, '') as fatal_by,
    said.serious,
    said.grade,
    said.severity,
    said.severity_rank,
    said.grade_rose or coalesce(said.severity_rank > said.initial_severity_rank, false) as worse_than_initial,
    said.related
from said
