-- What: the terms of each adverse event as the study's version of MedDRA knows them, by name or else by code.
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
)

select
    adae.USUBJID,
    adae.AESEQ,
    adae.source_row,
    coalesce(lowest_level.llt_code, llt_by_code.llt_code) as llt_code,
    upper(coalesce(adae.AELLT, llt_by_code.llt_name)) as llt_name,
    coalesce(preferred.pt_code, pt_by_code.pt_code) as pt_code,
    upper(coalesce(adae.AEDECOD, pt_by_code.pt_name)) as pt_name
from adae
left join lowest_level on upper(adae.AELLT) = lowest_level.llt_name
left join meddra_llt as llt_by_code on adae.AELLTCD = llt_by_code.llt_code and adae.AELLT is null
left join preferred on upper(adae.AEDECOD) = preferred.pt_name
left join meddra_pt as pt_by_code on adae.AEPTCD = pt_by_code.pt_code and adae.AEDECOD is null
