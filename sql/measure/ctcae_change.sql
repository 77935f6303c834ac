-- What: recorded and laboratory grades that the next version of CTCAE gives otherwise, and what becomes of grade 3+.
-- Grain: one row per arm, source, term (any: all together), grade now and next; an arm without such a grade is a 0.
-- Reads: adsl, adverse_event, arm_size, ctcae_translation, ctcae_version, grade_text, lab_version_grade.
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
),

event as (
    select
        recorded.source,
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
),

changed as (
    select distinct
        event.source,
        event.change,
        event.term,
        event.analyte,
        event.direction,
        event.grade,
        event.next_term,
        event.lowest_grade,
        event.highest_grade,
        event.text,
        event.next_text
    from event
    where event.change is not null
    union all
    select distinct
        event.source,
        'any' as change,
        'any' as term,
        cast(null as varchar) as analyte,
        cast(null as varchar) as direction,
        cast(null as bigint) as grade,
        cast(null as varchar) as next_term,
        cast(null as bigint) as lowest_grade,
        cast(null as bigint) as highest_grade,
        cast(null as varchar) as text,
        cast(null as varchar) as next_text
    from event
),

affected as (
    select
        event.arm,
        event.source,
        event.change,
        event.term,
        event.analyte,
        event.direction,
        event.grade,
        event.next_term,
        event.lowest_grade,
        event.highest_grade,
        count(distinct event.USUBJID) as subjects,
        count(*) as records
    from event
    where event.change is not null
    group by
        event.arm,
        event.source,
        event.change,
        event.term,
        event.analyte,
        event.direction,
        event.grade,
        event.next_term,
        event.lowest_grade,
        event.highest_grade
    union all
    select
        event.arm,
        event.source,
        'any' as change,
        'any' as term,
        cast(null as varchar) as analyte,
        cast(null as varchar) as direction,
        cast(null as bigint) as grade,
        cast(null as varchar) as next_term,
        cast(null as bigint) as lowest_grade,
        cast(null as bigint) as highest_grade,
        count(distinct event.USUBJID) as subjects,
        count(*) as records
    from event
    where event.change in ('not decidable', 'other grade')
    group by event.arm, event.source
),

-- Grade 3 or more of a subject: now, and surely and possibly in the next version.
worst as (
    select
        event.source,
        event.arm,
        event.USUBJID,
        event.term,
        event.analyte,
        event.direction,
        max(case when event.grade >= 3 then 1 else 0 end) as grave,
        max(case when event.lowest_grade >= 3 then 1 else 0 end) as surely_grave,
        max(case when event.highest_grade >= 3 then 1 else 0 end) as possibly_grave
    from event
    group by event.source, event.arm, event.USUBJID, event.term, event.analyte, event.direction
),

worst_of_all as (
    select
        worst.source,
        worst.arm,
        worst.USUBJID,
        max(worst.grave) as grave,
        max(worst.surely_grave) as surely_grave,
        max(worst.possibly_grave) as possibly_grave
    from worst
    group by worst.source, worst.arm, worst.USUBJID
),

summed as (
    select
        worst.source,
        worst.arm,
        worst.term,
        worst.analyte,
        worst.direction,
        cast(sum(worst.grave) as bigint) as grave,
        cast(sum(worst.surely_grave) as bigint) as surely_grave,
        cast(sum(worst.possibly_grave) as bigint) as possibly_grave
    from worst
    where worst.term is not null
    group by worst.source, worst.arm, worst.term, worst.analyte, worst.direction
    union all
    select
        worst_of_all.source,
        worst_of_all.arm,
        'any' as term,
        cast(null as varchar) as analyte,
        cast(null as varchar) as direction,
        cast(sum(worst_of_all.grave) as bigint) as grave,
        cast(sum(worst_of_all.surely_grave) as bigint) as surely_grave,
        cast(sum(worst_of_all.possibly_grave) as bigint) as possibly_grave
    from worst_of_all
    group by worst_of_all.source, worst_of_all.arm
)

select
    arm_size.arm,
    changed.source,
    changed.change,
    changed.term,
    changed.analyte,
    changed.direction,
    changed.grade,
    changed.next_term,
    changed.lowest_grade,
    changed.highest_grade,
    changed.text,
    changed.next_text,
    coalesce(affected.subjects, 0) as subjects,
    coalesce(affected.records, 0) as records,
    arm_size.arm_subjects,
    100.0 * coalesce(affected.subjects, 0) / nullif(arm_size.arm_subjects, 0) as percent,
    coalesce(summed.grave, 0) as grade3plus_subjects,
    coalesce(summed.surely_grave, 0) as grade3plus_lowest,
    coalesce(summed.possibly_grave, 0) as grade3plus_highest
from arm_size
cross join changed
left join affected
    on
        arm_size.arm = affected.arm
        and changed.source = affected.source
        and changed.change = affected.change
        and changed.term = affected.term
        and changed.analyte is not distinct from affected.analyte
        and changed.direction is not distinct from affected.direction
        and changed.grade is not distinct from affected.grade
        and changed.next_term is not distinct from affected.next_term
        and changed.lowest_grade is not distinct from affected.lowest_grade
        and changed.highest_grade is not distinct from affected.highest_grade
left join summed
    on
        arm_size.arm = summed.arm
        and changed.source = summed.source
        and changed.term = summed.term
        and changed.analyte is not distinct from summed.analyte
        and changed.direction is not distinct from summed.direction
order by
    changed.source desc,
    case when changed.term = 'any' then 0 else 1 end asc,
    changed.term asc,
    changed.analyte asc nulls first,
    changed.direction asc nulls first,
    changed.grade asc nulls first,
    changed.next_term asc nulls first,
    changed.lowest_grade asc nulls first,
    changed.highest_grade asc nulls first,
    arm_size.arm_order asc
