-- What: codes that the study's version of MedDRA does not have at their level, or has under another of its names.
-- Grain: one row per event and variable; a name that is not in the version is a finding of term_not_in_meddra.
-- Reads: adae, meddra_hlgt, meddra_hlt, meddra_llt, meddra_pt, meddra_soc, meddra_version.
-- Without rows in meddra_version there is nothing to find.
with term as (
    select
        'LLT' as level,
        meddra_llt.llt_code as code,
        meddra_llt.llt_name as name
    from meddra_llt
    union all
    select
        'PT' as level,
        meddra_pt.pt_code as code,
        meddra_pt.pt_name as name
    from meddra_pt
    union all
    select
        'HLT' as level,
        meddra_hlt.hlt_code as code,
        meddra_hlt.hlt_name as name
    from meddra_hlt
    union all
    select
        'HLGT' as level,
        meddra_hlgt.hlgt_code as code,
        meddra_hlgt.hlgt_name as name
    from meddra_hlgt
    union all
    select
        'SOC' as level,
        meddra_soc.soc_code as code,
        meddra_soc.soc_name as name
    from meddra_soc
),

named as (
    select
        term.level,
        upper(term.name) as name,
        min(term.code) as code
    from term
    group by term.level, upper(term.name)
),

pair as (
    select
        adae.source_row,
        adae.record_key,
        'LLT' as level,
        'AELLTCD' as variable,
        adae.AELLTCD as code,
        adae.AELLT as name,
        false as filled
    from adae
    union all
    select
        adae.source_row,
        adae.record_key,
        'PT' as level,
        'AEPTCD' as variable,
        adae.AEPTCD as code,
        adae.AEDECOD as name,
        coalesce(adae.AEHIERFL || ',' like '%AEDECOD,%', false) as filled
    from adae
    union all
    select
        adae.source_row,
        adae.record_key,
        'HLT' as level,
        'AEHLTCD' as variable,
        adae.AEHLTCD as code,
        adae.AEHLT as name,
        coalesce(adae.AEHIERFL || ',' like '%AEHLT,%', false) as filled
    from adae
    union all
    select
        adae.source_row,
        adae.record_key,
        'HLGT' as level,
        'AEHLGTCD' as variable,
        adae.AEHLGTCD as code,
        adae.AEHLGT as name,
        coalesce(adae.AEHIERFL || ',' like '%AEHLGT,%', false) as filled
    from adae
    union all
    select
        adae.source_row,
        adae.record_key,
        'SOC' as level,
        'AEBDSYCD' as variable,
        adae.AEBDSYCD as code,
        adae.AEBODSYS as name,
        coalesce(adae.AEHIERFL || ',' like '%AEBODSYS,%', false) as filled
    from adae
    union all
    select
        adae.source_row,
        adae.record_key,
        'SOC' as level,
        'AESOCCD' as variable,
        adae.AESOCCD as code,
        adae.AESOC as name,
        false as filled
    from adae
)

select
    'adae' as dataset,
    pair.source_row,
    pair.record_key,
    pair.variable,
    case
        when pair.code = floor(pair.code) then cast(cast(pair.code as bigint) as varchar)
        else cast(pair.code as varchar)
    end as value,
    'warning' as severity,
    case
        when term.code is null
            then
                'The code is not a ' || pair.level || ' of MedDRA ' || meddra_version.version
                || coalesce(', but that of the lowest level term ''' || meddra_llt.llt_name || '''', '')
        else
            'The code is the ' || pair.level || ' ''' || term.name || ''', but the name '
            || case when pair.filled then 'that was filled' else 'beside it' end || ' is ''' || pair.name || ''''
    end
    || case
        when named.code is null then ''
        else '; the code of ''' || pair.name || ''' is ' || cast(named.code as varchar)
    end as message,
    case
        when pair.filled then 'Retained; counted under the name as filled'
        else 'Retained; counted under the recorded name'
    end as action,
    true as until_cutoff
from pair
inner join meddra_version on meddra_version.role = 'study'
left join term on pair.level = term.level and pair.code = term.code
left join named on pair.level = named.level and upper(pair.name) = named.name
left join meddra_llt on pair.level = 'PT' and pair.code = meddra_llt.llt_code
where
    pair.code is not null
    and (
        term.code is null
        or (named.code is not null and upper(term.name) <> named.name)
    )
