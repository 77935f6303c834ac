-- What: recorded terms that the study's version of MedDRA does not have at their level, with what may be meant.
-- Grain: one row per event and term; AESOC only where it is not AEBODSYS again.
-- Reads: adae, meddra_hlgt, meddra_hlt, meddra_llt, meddra_pt, meddra_soc, meddra_version, term_suggestion.
-- Without rows in meddra_version there is nothing to find.
with term as (
    select
        'lowest level term' as kind,
        meddra_llt.llt_code as code,
        meddra_llt.llt_name as name
    from meddra_llt
    union all
    select
        'preferred term' as kind,
        meddra_pt.pt_code as code,
        meddra_pt.pt_name as name
    from meddra_pt
    union all
    select
        'high level term' as kind,
        meddra_hlt.hlt_code as code,
        meddra_hlt.hlt_name as name
    from meddra_hlt
    union all
    select
        'high level group term' as kind,
        meddra_hlgt.hlgt_code as code,
        meddra_hlgt.hlgt_name as name
    from meddra_hlgt
    union all
    select
        'system organ class' as kind,
        meddra_soc.soc_code as code,
        meddra_soc.soc_name as name
    from meddra_soc
),

known as (
    select distinct
        term.kind,
        upper(term.name) as name
    from term
),

recorded as (
    select
        adae.source_row,
        adae.record_key,
        'AELLT' as variable,
        'lowest level term' as kind,
        adae.AELLT as name,
        'AELLTCD' as code_variable,
        adae.AELLTCD as code
    from adae
    union all
    select
        adae.source_row,
        adae.record_key,
        'AEDECOD' as variable,
        'preferred term' as kind,
        adae.AEDECOD as name,
        'AEPTCD' as code_variable,
        adae.AEPTCD as code
    from adae
    union all
    select
        adae.source_row,
        adae.record_key,
        'AEHLT' as variable,
        'high level term' as kind,
        adae.AEHLT as name,
        'AEHLTCD' as code_variable,
        adae.AEHLTCD as code
    from adae
    union all
    select
        adae.source_row,
        adae.record_key,
        'AEHLGT' as variable,
        'high level group term' as kind,
        adae.AEHLGT as name,
        'AEHLGTCD' as code_variable,
        adae.AEHLGTCD as code
    from adae
    union all
    select
        adae.source_row,
        adae.record_key,
        'AEBODSYS' as variable,
        'system organ class' as kind,
        adae.AEBODSYS as name,
        'AEBDSYCD' as code_variable,
        adae.AEBDSYCD as code
    from adae
    union all
    select
        adae.source_row,
        adae.record_key,
        'AESOC' as variable,
        'system organ class' as kind,
        adae.AESOC as name,
        'AESOCCD' as code_variable,
        adae.AESOCCD as code
    from adae
    where adae.AEBODSYS is null or upper(adae.AESOC) <> upper(adae.AEBODSYS)
)

select
    'adae' as dataset,
    recorded.source_row,
    recorded.record_key,
    recorded.variable,
    recorded.name as value,
    'warning' as severity,
    recorded.variable || ' is ''' || recorded.name || ''', which is not a ' || recorded.kind || ' of MedDRA '
    || meddra_version.version
    || case
        when meant.code is not null then '; ' || recorded.code_variable || ' is the code of ''' || meant.name || ''''
        when term_suggestion.basis = 'lowest level term'
            then '; it is a lowest level term of ''' || term_suggestion.suggestion || ''''
        when term_suggestion.basis = 'form'
            then '; it differs from ''' || term_suggestion.suggestion || ''' in spacing or letter form'
        when term_suggestion.basis = 'spelling' then '; is ''' || term_suggestion.suggestion || ''' meant?'
        else '; no similar term exists'
    end as message,
    'Retained; counted as recorded' as action,
    true as until_cutoff
from recorded
inner join meddra_version on meddra_version.role = 'study'
left join known on recorded.kind = known.kind and upper(recorded.name) = known.name
left join term as meant on recorded.kind = meant.kind and recorded.code = meant.code
left join term_suggestion
    on recorded.variable = term_suggestion.variable and upper(recorded.name) = term_suggestion.term
where
    recorded.name is not null
    and known.name is null
