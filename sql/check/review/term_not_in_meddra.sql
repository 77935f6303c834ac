-- What: preferred and lowest level terms that the study's version of MedDRA does not have, with what may be meant.
-- Grain: one row per event and term.
-- Reads: adae, dictionary, meddra_llt, meddra_pt, term_suggestion.
with known as (
    select
        'AEDECOD' as variable,
        upper(meddra_pt.pt_name) as term
    from meddra_pt
    union
    select
        'AELLT' as variable,
        upper(meddra_llt.llt_name) as term
    from meddra_llt
),

recorded as (
    select
        adae.source_row,
        adae.record_key,
        'AEDECOD' as variable,
        'preferred term' as kind,
        adae.AEDECOD as term
    from adae
    where adae.AEDECOD is not null
    union all
    select
        adae.source_row,
        adae.record_key,
        'AELLT' as variable,
        'lowest level term' as kind,
        adae.AELLT as term
    from adae
    where adae.AELLT is not null
)

select
    'adae' as dataset,
    recorded.source_row,
    recorded.record_key,
    recorded.variable,
    recorded.term as value,
    'warning' as severity,
    recorded.variable || ' is ''' || recorded.term || ''', which is no ' || recorded.kind || ' of MedDRA '
    || dictionary.version
    || case
        when term_suggestion.basis = 'lowest level term'
            then '; it is a lowest level term of ''' || term_suggestion.suggestion || ''''
        when term_suggestion.basis = 'spelling' then '; is ''' || term_suggestion.suggestion || ''' meant?'
        else '; no term is spelled nearly so'
    end as message,
    'kept: counted as recorded' as action
from recorded
inner join dictionary on dictionary.dictionary = 'MedDRA'
left join known on recorded.variable = known.variable and upper(recorded.term) = known.term
left join term_suggestion
    on recorded.variable = term_suggestion.variable and upper(recorded.term) = term_suggestion.term
where
    known.term is null
    and exists (select 1 from meddra_pt)
