-- What: groups of the study file with terms that no event has, nor the version of MedDRA where it is there.
-- Grain: one row per group.
-- Reads: adae, coded_event, meddra_pt, meddra_version, term_group.
-- Without rows in term_group there is nothing to find.
with known as (
    select upper(adae.AEDECOD) as term
    from adae
    union
    select coded_event.pt_name as term
    from coded_event
    union
    select upper(meddra_pt.pt_name) as term
    from meddra_pt
),

version as (
    select max(meddra_version.version) as version
    from meddra_version
    where meddra_version.role = 'study'
)

select
    'adae' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'AEDECOD' as variable,
    term_group.term_group as value,
    'note' as severity,
    'The group names terms that no event has' || coalesce(max(' and that are not in MedDRA ' || version.version), '')
    || ' (terms: ' || cast(count(distinct term_group.term) as varchar) || '): '
    || string_agg(term_group.term, ', ' order by term_group.term) as message,
    'Retained; the group is counted by its other terms' as action
from term_group
cross join version
left join known on term_group.term = known.term
where known.term is null
group by term_group.term_group
