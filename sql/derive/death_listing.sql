-- What: each death of the safety set with its day, its fatal adverse event and where both come from (FDA Table 9).
-- Grain: one row per dead subject and fatal adverse event; one row where no fatal event is recorded.
-- Reads: adsl, adverse_event, arm, death, subject.
with fatal_event as (
    select
        adverse_event.USUBJID,
        adverse_event.AESEQ,
        adverse_event.AEDECOD,
        adverse_event.AETERM,
        adverse_event.related,
        adverse_event.emergent
    from adverse_event
    -- An event after the cut-off has ended no life before it.
    where adverse_event.fatal and adverse_event.reason <> 'after cut-off'
),

undated as (
    -- A missing date must not hide a death in the risk period: a treatment-emergent event that ended in death counts
    -- there where the day of death is not known, unless all that is known of it is later.
    select
        death.USUBJID,
        coalesce(death.earliest_date <= subject.treatment_window_end, true)
        and not coalesce(death.latest_date < subject.first_dose, false)
        and max(case when fatal_event.emergent then 1 else 0 end) = 1 as on_treatment
    from death
    inner join subject on death.USUBJID = subject.USUBJID
    inner join fatal_event on death.USUBJID = fatal_event.USUBJID
    where death.death_date is null and death.counted
    group by
        death.USUBJID, death.earliest_date, death.latest_date, subject.first_dose, subject.treatment_window_end
)

select
    subject.arm,
    subject.USUBJID,
    adsl.AGE,
    adsl.SEX,
    subject.exposure_days,
    death.death_date,
    date_diff('day', subject.first_dose, death.death_date)
    + case when death.death_date >= subject.first_dose then 1 else 0 end as death_day,
    -- Negative: died before the last recorded dose date.
    date_diff('day', subject.last_dose, death.death_date) as days_since_last_dose,
    -- The risk period begins with the first dose.
    coalesce(
        undated.on_treatment,
        death.death_date <= subject.treatment_window_end
        and not coalesce(death.death_date < subject.first_dose, false),
        false
    ) as on_treatment,
    death.date_source
    || case
        when undated.on_treatment then '; on treatment by its treatment-emergent fatal adverse event'
        else ''
    end as date_source,
    adsl.DTHCAUS,
    fatal_event.AESEQ,
    fatal_event.AEDECOD,
    fatal_event.AETERM,
    fatal_event.related,
    fatal_event.emergent
from subject
inner join death on subject.USUBJID = death.USUBJID and death.counted
inner join adsl on subject.USUBJID = adsl.USUBJID
inner join arm on subject.arm = arm.arm
left join undated on subject.USUBJID = undated.USUBJID
left join fatal_event on subject.USUBJID = fatal_event.USUBJID
-- Two fatal events of a subject may have one number.
order by
    arm.arm_order, subject.USUBJID, fatal_event.AESEQ, fatal_event.AEDECOD, fatal_event.AETERM, fatal_event.related,
    fatal_event.emergent
