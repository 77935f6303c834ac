-- What: laboratory grades in the data (ATOXGR, ATOXGRL, ATOXGRH) that are not those of the criteria that are used.
-- Grain: one row per parameter, variable, grade in the data and grade by the criteria: its first record.
-- Reads: adlb, lab_criterion, lab_grade.
-- Without rows in lab_grade there is nothing to find.
with supplied as (
    select
        adlb.source_row,
        adlb.record_key,
        adlb.PARAMCD,
        'ATOXGRL' as variable,
        'L' as direction,
        adlb.ATOXGRL as value
    from adlb
    where adlb.ATOXGRL is not null
    union all
    select
        adlb.source_row,
        adlb.record_key,
        adlb.PARAMCD,
        'ATOXGRH' as variable,
        'H' as direction,
        adlb.ATOXGRH as value
    from adlb
    where adlb.ATOXGRH is not null
    union all
    -- One grade for both directions; some studies give that of a low value a minus.
    select
        adlb.source_row,
        adlb.record_key,
        adlb.PARAMCD,
        'ATOXGR' as variable,
        'either' as direction,
        adlb.ATOXGR as value
    from adlb
    where adlb.ATOXGR is not null and adlb.ATOXGRL is null and adlb.ATOXGRH is null
),

graded as (
    select
        lab_grade.source_row,
        lab_grade.direction,
        lab_grade.grade,
        -- Where the value alone leaves a range of grades, each of them may be the one in the data.
        coalesce(lab_grade.lowest_grade, lab_grade.grade) as lowest,
        coalesce(lab_grade.highest_grade, lab_grade.grade) as highest
    from lab_grade
    where lab_grade.grade is not null
    union all
    select
        lab_grade.source_row,
        'either' as direction,
        max(lab_grade.grade) as grade,
        max(coalesce(lab_grade.lowest_grade, lab_grade.grade)) as lowest,
        max(coalesce(lab_grade.highest_grade, lab_grade.grade)) as highest
    from lab_grade
    group by lab_grade.source_row
    -- A direction that cannot be graded may be the one that is meant.
    having count(lab_grade.grade) = count(*)
),

compared as (
    select
        supplied.source_row,
        supplied.record_key,
        supplied.PARAMCD,
        supplied.variable,
        supplied.value,
        graded.grade,
        graded.lowest,
        graded.highest,
        cast(
            nullif(regexp_extract(upper(supplied.value), '^(?:GRADE )?-?([0-5])(?:[.]0+)?$', 1), '') as integer
        ) as number
    from supplied
    inner join graded on supplied.source_row = graded.source_row and supplied.direction = graded.direction
),

differing as (
    select
        compared.source_row,
        compared.record_key,
        compared.PARAMCD,
        compared.variable,
        compared.value,
        compared.grade,
        count(*) over (
            partition by compared.PARAMCD, compared.variable, compared.number, compared.grade
        ) as results,
        row_number() over (
            partition by compared.PARAMCD, compared.variable, compared.number, compared.grade
            order by compared.record_key, compared.source_row
        ) as place
    from compared
    where compared.number not between compared.lowest and compared.highest
),

criteria as (
    select max(lab_criterion.version) as version
    from lab_criterion
)

select
    'adlb' as dataset,
    differing.source_row,
    differing.record_key,
    differing.variable,
    differing.value,
    'note' as severity,
    differing.variable || ' is ' || differing.value || ' but the criteria'
    || coalesce(' of CTCAE ' || criteria.version, '') || ' give grade ' || cast(differing.grade as varchar)
    || '; this applies to ' || cast(differing.results as varchar) || ' result'
    || case when differing.results = 1 then '' else 's' end || ' of ' || differing.PARAMCD as message,
    'Retained; counted at the grade by the criteria; the grade in the data is not used' as action,
    true as until_cutoff
from differing
cross join criteria
where differing.place = 1
