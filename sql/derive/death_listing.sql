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
    where adverse_event.fatal
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
    coalesce(death.death_date <= subject.treatment_window_end, false) as on_treatment,
    death.date_source,
    adsl.DTHCAUS,
    fatal_event.AESEQ,
    fatal_event.AEDECOD,
    fatal_event.AETERM,
    fatal_event.related,
    fatal_event.emergent
from subject
inner join death on subject.USUBJID = death.USUBJID
inner join adsl on subject.USUBJID = adsl.USUBJID
inner join arm on subject.arm = arm.arm
left join fatal_event on subject.USUBJID = fatal_event.USUBJID
order by arm.arm_order, subject.USUBJID, fatal_event.AESEQ
