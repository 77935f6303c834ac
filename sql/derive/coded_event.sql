-- What: the terms of each adverse event as the study's version of MedDRA has them: by name, or else by code.
-- Grain: one row per adverse-event record.
-- Reads: adae, meddra_llt, meddra_pt.
with lowest_level as (
    select
        upper(meddra_llt.llt_name) as llt_name,
        min(meddra_llt.llt_code) as llt_code
    from meddra_llt
    group by upper(meddra_llt.llt_name)
),

preferred as (
    select
        upper(meddra_pt.pt_name) as pt_name,
        min(meddra_pt.pt_code) as pt_code
    from meddra_pt
    group by upper(meddra_pt.pt_name)
),

meant as (
    select
        lowest_level.llt_name,
        lowest_level.llt_code,
        meddra_llt.pt_code
    from lowest_level
    inner join meddra_llt on lowest_level.llt_code = meddra_llt.llt_code
),

coded as (
    -- A name that is in the version decides: it is what counts. One that is not, a former name perhaps, leaves it to
    -- the code. Of lowest level terms of one name the code says which. A lowest level term in the place of the
    -- preferred one, as after a change of version, says what is meant where nothing else does.
    select
        adae.USUBJID,
        adae.AESEQ,
        adae.source_row,
        adae.AELLT,
        adae.AEDECOD,
        case
            when upper(llt_by_code.llt_name) = upper(adae.AELLT) then llt_by_code.llt_code
            else coalesce(lowest_level.llt_code, llt_by_code.llt_code, meant.llt_code)
        end as llt_code,
        coalesce(preferred.pt_code, pt_by_code.pt_code, meant.pt_code) as pt_code
    from adae
    left join lowest_level on upper(adae.AELLT) = lowest_level.llt_name
    left join meddra_llt as llt_by_code on adae.AELLTCD = llt_by_code.llt_code
    left join preferred on upper(adae.AEDECOD) = preferred.pt_name
    left join meddra_pt as pt_by_code on adae.AEPTCD = pt_by_code.pt_code
    left join meant
        on
            upper(adae.AEDECOD) = meant.llt_name
            and adae.AELLT is null
            and adae.AELLTCD is null
            and preferred.pt_code is null
            and pt_by_code.pt_code is null
)

select
    coded.USUBJID,
    coded.AESEQ,
    coded.source_row,
    coded.llt_code,
    upper(coalesce(meddra_llt.llt_name, coded.AELLT)) as llt_name,
    coded.pt_code,
    upper(coalesce(meddra_pt.pt_name, coded.AEDECOD)) as pt_name
from coded
left join meddra_llt on coded.llt_code = meddra_llt.llt_code
left join meddra_pt on coded.pt_code = meddra_pt.pt_code
