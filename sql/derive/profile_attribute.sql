-- What: the values that a category's condition can name, of every profile of values.
-- Grain: one row per profile and variable.
-- Reads: profile_fact, profile_value.
select
    profile_fact.profile_id,
    'grade' as variable,
    cast(profile_fact.grade as varchar) as value,
    cast(profile_fact.grade as double) as number
from profile_fact
union all
select
    profile_fact.profile_id,
    'severity' as variable,
    profile_fact.severity as value,
    cast(null as double) as number
from profile_fact
union all
select
    profile_fact.profile_id,
    'related' as variable,
    case when profile_fact.related then 'Y' else 'N' end as value,
    cast(null as double) as number
from profile_fact
union all
select
    profile_fact.profile_id,
    'fatal' as variable,
    case when profile_fact.fatal then 'Y' else 'N' end as value,
    cast(null as double) as number
from profile_fact
union all
select
    profile_value.profile_id,
    profile_value.variable,
    profile_value.value,
    profile_value.number
from profile_value
