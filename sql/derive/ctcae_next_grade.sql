-- What: the grade by the next version of CTCAE of each recorded and laboratory grade, and whether it is another one.
-- Grain: one row per treatment-emergent event with a grade, and per result after baseline and direction.
-- Reads: adsl, adverse_event, ctcae_translation, ctcae_version, grade_text, lab_version_grade.
--
-- A grade stands for every grade from the lowest to the highest that it can be in the next version; 0 is no grade.
with adult as (
    -- Alternatives for children do not apply from 18 years of age on; without an age, both ranges do.
    select
        adsl.USUBJID,
        coalesce(adsl.AGE >= 18 and coalesce(adsl.AGEU, 'YEARS') = 'YEARS', false) as adult
    from adsl
),

recorded as (
    select
        'recorded' as source,
        adverse_event.source_row,
        adverse_event.arm,
        adverse_event.USUBJID,
        grade_text.ctcae_term as term,
        cast(null as varchar) as analyte,
        cast(null as varchar) as direction,
        cast(adverse_event.grade as bigint) as grade,
        ctcae_translation.next_term,
        -- A grade of no term of CTCAE, or that its term does not have, stays as recorded.
        cast(
            coalesce(
                case when adult.adult then ctcae_translation.adult_lowest_grade else ctcae_translation.lowest_grade end,
                adverse_event.grade
            ) as bigint
        ) as lowest_grade,
        cast(
            coalesce(
                case
                    when adult.adult then ctcae_translation.adult_highest_grade
                    else ctcae_translation.highest_grade
                end,
                adverse_event.grade
            ) as bigint
        ) as highest_grade,
        grade_text.text,
        case when adult.adult then ctcae_translation.adult_next_text else ctcae_translation.next_text end as next_text
    from adverse_event
    inner join adult on adverse_event.USUBJID = adult.USUBJID
    left join grade_text on adverse_event.source_row = grade_text.source_row
    left join ctcae_translation
        on grade_text.ctcae_code = ctcae_translation.ctcae_code and adverse_event.grade = ctcae_translation.grade
    where
        adverse_event.emergent
        and adverse_event.grade is not null
        and exists (select translated.ctcae_code from ctcae_translation as translated)
),

graded as (
    select
        lab_version_grade.role,
        lab_version_grade.source_row,
        lab_version_grade.arm,
        lab_version_grade.USUBJID,
        lab_version_grade.analyte,
        lab_version_grade.direction,
        lab_version_grade.term,
        cast(lab_version_grade.grade as bigint) as grade
    from lab_version_grade
    inner join ctcae_version on ctcae_version.next_version is not null
    where lab_version_grade.phase = 'post-baseline'
),

now as (
    select
        graded.source_row,
        graded.arm,
        graded.USUBJID,
        graded.analyte,
        graded.direction,
        graded.term,
        graded.grade
    from graded
    where graded.role = 'study'
),

following as (
    select
        graded.source_row,
        graded.arm,
        graded.USUBJID,
        graded.analyte,
        graded.direction,
        graded.term,
        graded.grade
    from graded
    where graded.role = 'next'
),

measured as (
    select
        'laboratory' as source,
        coalesce(now.source_row, following.source_row) as source_row,
        coalesce(now.arm, following.arm) as arm,
        coalesce(now.USUBJID, following.USUBJID) as USUBJID,
        coalesce(now.term, following.term) as term,
        coalesce(now.analyte, following.analyte) as analyte,
        coalesce(now.direction, following.direction) as direction,
        -- Missing where the version has no such term, or the result not what it needs: counted as no grade.
        now.grade,
        following.term as next_term,
        -- A result that is graded now and lacks what the next version needs (a range, a baseline) may have any grade.
        case
            when following.term is null or (following.grade is null and now.grade is null) then 0
            else coalesce(following.grade, 0)
        end as lowest_grade,
        case
            when following.term is null or (following.grade is null and now.grade is null) then 0
            else coalesce(following.grade, 4)
        end as highest_grade,
        cast(null as varchar) as text,
        cast(null as varchar) as next_text
    from now
    full join following on now.source_row = following.source_row and now.direction = following.direction
)

select
    recorded.source,
    recorded.source_row,
    recorded.arm,
    recorded.USUBJID,
    recorded.term,
    recorded.analyte,
    recorded.direction,
    recorded.grade,
    recorded.next_term,
    recorded.lowest_grade,
    recorded.highest_grade,
    recorded.text,
    recorded.next_text,
    case
        when recorded.lowest_grade < recorded.highest_grade then 'not decidable'
        when recorded.lowest_grade <> recorded.grade then 'other grade'
        when recorded.next_term <> recorded.term then 'other term'
    end as change
from recorded
union all
select
    measured.source,
    measured.source_row,
    measured.arm,
    measured.USUBJID,
    measured.term,
    measured.analyte,
    measured.direction,
    measured.grade,
    measured.next_term,
    measured.lowest_grade,
    measured.highest_grade,
    measured.text,
    measured.next_text,
    case
        when measured.lowest_grade < measured.highest_grade then 'not decidable'
        when measured.lowest_grade <> coalesce(measured.grade, 0) then 'other grade'
    end as change
from measured
