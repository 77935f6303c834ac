-- What: a version of CTCAE that is not stated or not known: no grade is compared, results are graded by another.
-- Grain: one row per study for its events, and one for its laboratory results.
-- Reads: collected, ctcae_version, lab_criterion.
with graded_by as (
    select distinct lab_criterion.version
    from lab_criterion
)

select
    'adae' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'AETOXGR' as variable,
    ctcae_version.stated as value,
    'note' as severity,
    case
        when ctcae_version.stated is null
            then
                'No CTCAE version is stated, so grades are not compared with those defined for the term; '
                || 'set [dictionary] ctcae'
        else
            'The study file has ctcae = ''' || ctcae_version.stated || '''; only the terms of 6.0, 5.0 and 4.03 are '
            || 'known, so no grade is compared with those defined for its term'
    end as message,
    'Retained; ' || cast(collected.filled as varchar) || ' grades counted as recorded' as action
from ctcae_version
inner join collected on collected.dataset = 'adae' and collected.variable = 'AETOXGR' and collected.filled > 0
where ctcae_version.version is null
union all
select
    'adlb' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'AVAL' as variable,
    ctcae_version.stated as value,
    'warning' as severity,
    'The study file has ctcae = ''' || ctcae_version.stated || '''; the criteria of 6.0, 5.0 and 4.03 are known, so'
    || ' laboratory results are graded by ' || graded_by.version || '; set [laboratory] ctcae' as message,
    'Retained; graded by CTCAE ' || graded_by.version as action
from ctcae_version
cross join graded_by
where ctcae_version.stated is not null and ctcae_version.version is null and not ctcae_version.laboratory_stated
