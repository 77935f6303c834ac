-- What: laboratory grades of 3 or higher without a reported event of the analyte, and reported events without one.
-- Grain: one row per subject, analyte and direction where the result or an event of its terms is of grade 3 or higher.
-- Reads: adverse_event, lab_analyte, lab_event_term, lab_worst, subject.
with analysed as (
    -- An event is held against the analytes that the study measures: glucose is not missing where fasting glucose is.
    select distinct
        lab_worst.analyte,
        lab_worst.direction
    from lab_worst
),

-- An event can be of several analytes: hypercalcaemia of calcium, corrected or ionized. The one with the highest grade
-- is what was reported; the others are not expected to be as high.
matched as (
    select
        adverse_event.USUBJID,
        lab_analyte.analyte,
        lab_analyte.direction,
        lab_analyte.term,
        -- Without a grade a severe event is taken for one of grade 3 or higher.
        coalesce(adverse_event.grade, case when adverse_event.severity = 'SEVERE' then 3 end) as event_grade,
        adverse_event.start_day as event_day,
        lab_worst.worst_grade,
        row_number() over (
            partition by adverse_event.source_row, lab_analyte.direction
            order by lab_worst.worst_grade desc nulls last, lab_analyte.analyte asc
        ) as place
    from adverse_event
    inner join lab_event_term on upper(adverse_event.AEDECOD) = lab_event_term.event_term
    inner join lab_analyte on lab_event_term.term = lab_analyte.term
    inner join analysed on lab_analyte.analyte = analysed.analyte and lab_analyte.direction = analysed.direction
    left join lab_worst
        on
            adverse_event.USUBJID = lab_worst.USUBJID
            and lab_analyte.analyte = lab_worst.analyte
            and lab_analyte.direction = lab_worst.direction
    where adverse_event.emergent
),

reported as (
    select
        matched.USUBJID,
        matched.analyte,
        matched.direction,
        matched.term,
        count(*) as events,
        max(matched.event_grade) as event_grade,
        min(matched.event_day) as event_day
    from matched
    where matched.place = 1 or matched.worst_grade >= 3
    group by matched.USUBJID, matched.analyte, matched.direction, matched.term
),

both_sides as (
    select
        coalesce(lab_worst.USUBJID, reported.USUBJID) as USUBJID,
        coalesce(lab_worst.analyte, reported.analyte) as analyte,
        coalesce(lab_worst.direction, reported.direction) as direction,
        coalesce(lab_worst.term, reported.term) as term,
        lab_worst.worst_grade as laboratory_grade,
        lab_worst.worst_day as laboratory_day,
        coalesce(reported.events, 0) as events,
        reported.event_grade,
        reported.event_day
    from lab_worst
    full join reported
        on
            lab_worst.USUBJID = reported.USUBJID
            and lab_worst.analyte = reported.analyte
            and lab_worst.direction = reported.direction
)

select
    both_sides.USUBJID,
    subject.arm,
    both_sides.analyte,
    both_sides.direction,
    both_sides.term,
    both_sides.laboratory_grade,
    both_sides.laboratory_day,
    both_sides.events,
    both_sides.event_grade,
    both_sides.event_day,
    case
        when both_sides.laboratory_grade >= 3 and both_sides.events = 0 then 'laboratory only'
        when both_sides.laboratory_grade >= 3 and both_sides.event_grade >= 3 then 'both'
        when both_sides.laboratory_grade >= 3 then 'event of a lower grade'
        when both_sides.laboratory_grade is null then 'event without laboratory grade'
        else 'event with a lower laboratory grade'
    end as status
from both_sides
inner join subject on both_sides.USUBJID = subject.USUBJID
where both_sides.laboratory_grade >= 3 or both_sides.event_grade >= 3
order by both_sides.analyte, both_sides.direction, both_sides.USUBJID
