-- What: the terms of each adverse event as the study's version of MedDRA has them: by name, or else by code.
-- Grain: one row per adverse-event record.
-- Reads: adae, meddra_llt, meddra_pt.
with lowest_level as (
    -- Of lowest level terms of one name a current one is likelier meant, else the older.
    select
        upper(meddra_llt.llt_name) as llt_name,
        meddra_llt.llt_code,
        meddra_llt.pt_code,
        row_number() over (
            partition by upper(meddra_llt.llt_name)
            order by case when meddra_llt.current then 0 else 1 end asc, meddra_llt.llt_code asc
        ) as place,
        row_number() over (
            partition by upper(meddra_llt.llt_name), meddra_llt.pt_code
            order by case when meddra_llt.current then 0 else 1 end asc, meddra_llt.llt_code asc
        ) as place_below
    from meddra_llt
),

preferred as (
    select
        upper(meddra_pt.pt_name) as pt_name,
        min(meddra_pt.pt_code) as pt_code
    from meddra_pt
    group by upper(meddra_pt.pt_name)
),

recorded as (
    -- A name that is in the version decides: it is what counts. One that is not, a former name perhaps, leaves it to
    -- the code.
    select
        adae.USUBJID,
        adae.AESEQ,
        adae.source_row,
        adae.AELLT,
        adae.AELLTCD,
        adae.AEDECOD,
        coalesce(preferred.pt_code, pt_by_code.pt_code) as pt_code
    from adae
    left join preferred on upper(adae.AEDECOD) = preferred.pt_name
    left join meddra_pt as pt_by_code on adae.AEPTCD = pt_by_code.pt_code
),

coded as (
    -- The lowest level term, by its name: of several, the one of the code, else one below the preferred term. By its
    -- code where that alone is below the preferred term, or the name is not in the version. A lowest level term in the
    -- place of the preferred one, as after a change of version, says what is meant where nothing else does.
    select
        recorded.USUBJID,
        recorded.AESEQ,
        recorded.source_row,
        recorded.AELLT,
        recorded.AEDECOD,
        recorded.pt_code,
        case
            when upper(by_code.llt_name) = upper(recorded.AELLT) then by_code.llt_code
            when below.llt_code is not null then below.llt_code
            when by_code.pt_code = recorded.pt_code then by_code.llt_code
            else coalesce(by_name.llt_code, by_code.llt_code, meant.llt_code)
        end as llt_code
    from recorded
    left join meddra_llt as by_code on recorded.AELLTCD = by_code.llt_code
    left join lowest_level as by_name on upper(recorded.AELLT) = by_name.llt_name and by_name.place = 1
    left join lowest_level as below
        on
            upper(recorded.AELLT) = below.llt_name
            and recorded.pt_code = below.pt_code
            and below.place_below = 1
    left join lowest_level as meant
        on upper(recorded.AEDECOD) = meant.llt_name and meant.place = 1 and recorded.pt_code is null
)

select
    coded.USUBJID,
    coded.AESEQ,
    coded.source_row,
    coded.llt_code,
    upper(coalesce(meddra_llt.llt_name, coded.AELLT)) as llt_name,
    -- Where the record names no preferred term of the version, that of its lowest level term is meant.
    coalesce(coded.pt_code, meddra_llt.pt_code) as pt_code,
    upper(coalesce(meddra_pt.pt_name, coded.AEDECOD)) as pt_name
from coded
left join meddra_llt on coded.llt_code = meddra_llt.llt_code
left join meddra_pt on coalesce(coded.pt_code, meddra_llt.pt_code) = meddra_pt.pt_code
