-- What: the CTCAE term of each graded event and the text of its grade, missing where the term lacks the grade.
-- Grain: one row per adverse-event record with a grade and a term of CTCAE.
-- Reads: adae, ctcae_name, ctcae_term.
-- Without rows in ctcae_term there is no row.
with term as (
    select distinct
        ctcae_term.version,
        ctcae_term.ctcae_code,
        ctcae_term.term,
        ctcae_term.grades
    from ctcae_term
),

matched as (
    -- CTCAE terms are lowest level terms: their code decides, then their name, then that of the preferred term.
    select
        adae.USUBJID,
        adae.AESEQ,
        adae.source_row,
        cast(adae.AETOXGR as integer) as grade,
        coalesce(by_code.ctcae_code, by_lowest_level.ctcae_code, by_preferred.ctcae_code) as ctcae_code,
        case
            when by_code.ctcae_code is not null then 'AELLTCD'
            when by_lowest_level.ctcae_code is not null then 'AELLT'
            else 'AEDECOD'
        end as matched_by,
        case
            when by_code.ctcae_code is not null then 'code'
            else coalesce(by_lowest_level.basis, by_preferred.basis)
        end as basis,
        -- The lowest level term is known to be none of CTCAE's: the grade may be that of 'Other, specify'.
        coalesce(adae.AELLT, cast(adae.AELLTCD as varchar)) is null
        or by_code.ctcae_code is not null
        or by_lowest_level.ctcae_code is not null as certain
    from adae
    left join term as by_code on adae.AELLTCD = by_code.ctcae_code
    -- Another name of a CTCAE term is that of its preferred term, not of the same lowest level term.
    left join ctcae_name as by_lowest_level
        on adae.AELLT = by_lowest_level.name and by_lowest_level.basis <> 'synonym'
    left join ctcae_name as by_preferred on adae.AEDECOD = by_preferred.name
    where adae.AETOXGR in ('1', '2', '3', '4', '5')
)

select
    matched.USUBJID,
    matched.AESEQ,
    matched.source_row,
    matched.grade,
    term.version as ctcae_version,
    term.ctcae_code,
    term.term as ctcae_term,
    term.grades as ctcae_grades,
    matched.matched_by,
    matched.basis,
    matched.certain,
    ctcae_term.text
from matched
inner join term on matched.ctcae_code = term.ctcae_code
left join ctcae_term
    on matched.ctcae_code = ctcae_term.ctcae_code and matched.grade = ctcae_term.grade
