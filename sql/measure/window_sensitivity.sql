-- What: the headline had the window been another: subjects with an event, by category, and deaths; by the rule.
-- Grain: one row per arm, window and category; category death is any death up to the end of the window.
-- Reads: adverse_event, arm_member, arm_size, category, category_bit, counted_set, death, emergent_window, event_key,
-- profile_category, subject, subject_key, window_entry, window_reached.
with entered as (
    -- Events of one profile are in the same categories.
    select
        adverse_event.arm,
        window_entry.window_order,
        event_key.profile_id,
        count(*) as events
    from window_entry
    inner join event_key on window_entry.source_row = event_key.source_row
    inner join adverse_event on window_entry.source_row = adverse_event.source_row
    group by adverse_event.arm, window_entry.window_order, event_key.profile_id
),

event_count as (
    select
        arm_member.arm,
        emergent_window.window_order,
        profile_category.category,
        sum(entered.events) as events
    from entered
    inner join emergent_window on entered.window_order <= emergent_window.window_order
    inner join profile_category on entered.profile_id = profile_category.profile_id
    inner join arm_member on entered.arm = arm_member.member
    group by arm_member.arm, emergent_window.window_order, profile_category.category
),

subject_count as (
    select
        arm_member.arm,
        window_reached.window_order,
        category_bit.category,
        count(*) as subjects
    from window_reached
    inner join counted_set on window_reached.word = counted_set.word and window_reached.reached = counted_set.reached
    inner join category_bit
        on window_reached.word = category_bit.word and counted_set.counted & category_bit.bit <> 0
    inner join subject_key on window_reached.subject_id = subject_key.subject_id
    inner join arm_member on subject_key.arm = arm_member.member
    group by arm_member.arm, window_reached.window_order, category_bit.category
),

fatal_event as (
    select
        adverse_event.USUBJID,
        min(window_entry.window_order) as window_order
    from adverse_event
    inner join window_entry on adverse_event.source_row = window_entry.source_row
    where adverse_event.fatal
    group by adverse_event.USUBJID
),

death_count as (
    -- A death without a date counts from the window on that includes a fatal event, as in the listing of deaths.
    select
        arm_member.arm,
        emergent_window.window_order,
        count(*) as subjects
    from subject
    inner join arm_member on subject.arm = arm_member.member
    inner join death on subject.USUBJID = death.USUBJID and death.counted
    left join fatal_event on subject.USUBJID = fatal_event.USUBJID
    inner join emergent_window
        on
            emergent_window.window_days is null
            or (
                subject.death_date
                <= coalesce(subject.last_dose + emergent_window.window_days, subject.treatment_window_end)
                and not coalesce(subject.death_date < subject.first_dose, false)
            )
            or (
                subject.death_date is null
                and not coalesce(subject.first_dose > death.latest_date, false)
                and fatal_event.window_order <= emergent_window.window_order
                and coalesce(
                    death.earliest_date
                    <= coalesce(subject.last_dose + emergent_window.window_days, subject.treatment_window_end),
                    true
                )
            )
    group by arm_member.arm, emergent_window.window_order
),

counted as (
    select
        arm_size.arm,
        arm_size.arm_order,
        arm_size.arm_subjects,
        emergent_window.window_order,
        emergent_window.window_label,
        emergent_window.window_days,
        emergent_window.study_window,
        category.category,
        category.label,
        category.category_order,
        coalesce(subject_count.subjects, 0) as subjects,
        coalesce(event_count.events, 0) as events
    from arm_size
    cross join emergent_window
    cross join category
    left join event_count
        on
            arm_size.arm = event_count.arm
            and emergent_window.window_order = event_count.window_order
            and category.category = event_count.category
    left join subject_count
        on
            arm_size.arm = subject_count.arm
            and emergent_window.window_order = subject_count.window_order
            and category.category = subject_count.category
    where category.collected
    union all
    select
        arm_size.arm,
        arm_size.arm_order,
        arm_size.arm_subjects,
        emergent_window.window_order,
        emergent_window.window_label,
        emergent_window.window_days,
        emergent_window.study_window,
        'death' as category,
        'Deaths, any cause' as label,
        1000 as category_order,
        coalesce(death_count.subjects, 0) as subjects,
        cast(null as bigint) as events
    from arm_size
    cross join emergent_window
    left join death_count on arm_size.arm = death_count.arm and emergent_window.window_order = death_count.window_order
)

select
    counted.arm,
    counted.window_label,
    counted.window_days,
    counted.window_order,
    counted.study_window,
    counted.category,
    counted.label,
    counted.category_order,
    cast(counted.subjects as bigint) as subjects,
    counted.arm_subjects,
    100.0 * counted.subjects / nullif(counted.arm_subjects, 0) as percent,
    cast(counted.events as bigint) as events
from counted
order by counted.category_order, counted.window_order, counted.arm_order
