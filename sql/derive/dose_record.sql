-- What: each dose record up to the cut-off: which treatment, from when to when, how many doses it stands for, how much.
-- Grain: one row per dose record of the safety set; one where a record of ADEX has a row per parameter.
-- Reads: adex, dose_frequency, dose_value, dosing, regimen, study, subject, treatment_given.
-- Without rows in adex there is no row.
with recorded as (
    select
        adex.source_row,
        adex.USUBJID,
        upper(trim(adex.EXTRT)) as named_treatment,
        adex.PARAMCD,
        adex.EXSEQ,
        adex.EXDOSE,
        nullif(trim(adex.EXDOSU), '') as unit,
        upper(trim(adex.EXDOSFRQ)) as frequency,
        adex.ASTDT,
        adex.AENDT,
        row_number() over (
            partition by adex.USUBJID, adex.EXSEQ, upper(trim(adex.EXTRT)), adex.ASTDT
            order by adex.source_row
        ) as place
    from adex
    where adex.EXTRT is not null
),

named as (
    select
        recorded.source_row,
        recorded.USUBJID,
        subject.arm,
        subject.last_dose,
        -- 0 of a drug is placebo in who got a placebo, else a dose that was left out.
        case when placebo.USUBJID is not null then 'PLACEBO' else recorded.named_treatment end as treatment,
        coalesce(given.placebo, placebo.USUBJID is not null) as placebo,
        coalesce(recorded.EXDOSE > 0, true) or coalesce(given.placebo, placebo.USUBJID is not null) as given,
        recorded.EXDOSE as dose,
        recorded.unit,
        recorded.frequency,
        recorded.ASTDT as start_date,
        recorded.AENDT as recorded_end
    from recorded
    inner join subject on recorded.USUBJID = subject.USUBJID
    cross join study
    left join treatment_given as given
        on recorded.USUBJID = given.USUBJID and recorded.named_treatment = given.treatment
    left join treatment_given as placebo
        on
            recorded.USUBJID = placebo.USUBJID
            and placebo.treatment = 'PLACEBO'
            and given.USUBJID is null
            and recorded.EXDOSE = 0
    where
        not coalesce(recorded.ASTDT > study.counted_until, false)
        and (recorded.PARAMCD is null or (recorded.EXSEQ is not null and recorded.place = 1))
),

planned as (
    select
        named.source_row,
        named.USUBJID,
        named.arm,
        named.last_dose,
        named.treatment,
        named.placebo,
        named.given,
        named.dose,
        named.unit,
        named.start_date,
        named.recorded_end,
        named.frequency,
        regimen.treatment is not null as planned,
        regimen.label,
        regimen.unit as planned_unit,
        coalesce(regimen.dose, planned_value.number) as planned_dose,
        regimen.doses as cycle_doses,
        regimen.cycle_days,
        coalesce(regimen.record, case when dose_frequency.frequency is not null then 'days' end) as record,
        -- As many a day as the regimen has on average, or as the frequency says.
        coalesce(1.0 * regimen.doses / regimen.cycle_days, dose_frequency.doses_per_day) as doses_per_day,
        cycle_value.number as cycle,
        lead(named.start_date) over (
            partition by named.USUBJID, named.treatment
            order by named.start_date, named.source_row
        ) as next_start
    from named
    cross join dosing
    left join regimen
        on named.treatment = regimen.treatment and (regimen.arm is null or named.arm = regimen.arm)
    left join dose_frequency on named.frequency = dose_frequency.frequency
    left join dose_value as planned_value
        on named.source_row = planned_value.source_row and regimen.planned_dose = planned_value.variable
    left join dose_value as cycle_value
        on named.source_row = cycle_value.source_row and dosing.cycle = cycle_value.variable
),

ended as (
    select
        planned.source_row,
        planned.USUBJID,
        planned.arm,
        planned.treatment,
        coalesce(planned.label, planned.treatment) as label,
        planned.placebo,
        planned.given,
        planned.dose,
        planned.unit,
        planned.start_date,
        planned.frequency,
        planned.planned,
        planned.planned_unit,
        planned.planned_dose,
        planned.cycle_doses,
        planned.cycle_days,
        planned.record,
        planned.doses_per_day,
        planned.cycle,
        case
            when planned.recorded_end is not null then planned.recorded_end
            when coalesce(planned.record, '') <> 'days' then planned.start_date
            -- The last of daily doses goes on to the last dose; of another without an end nothing is known.
            when planned.next_start is null then planned.last_dose
        end as end_date
    from planned
),

cut as (
    select
        ended.source_row,
        -- least() skips nulls: an end that is not known is not the cut-off.
        case when ended.end_date is not null then least(ended.end_date, study.counted_until) end as end_date
    from ended
    cross join study
),

counted as (
    select
        ended.source_row,
        ended.USUBJID,
        ended.arm,
        ended.treatment,
        ended.label,
        ended.placebo,
        ended.given,
        ended.dose,
        ended.unit,
        ended.start_date,
        cut.end_date,
        ended.frequency,
        ended.planned,
        ended.planned_unit,
        ended.planned_dose,
        ended.cycle_doses,
        ended.cycle_days,
        ended.record,
        ended.cycle,
        case
            when not ended.given then 0.0
            when ended.record = 'dose' then 1.0
            when ended.record = 'cycle' then 1.0 * ended.cycle_doses
            when ended.record = 'days' and cut.end_date >= ended.start_date
                then ended.doses_per_day * (date_diff('day', ended.start_date, cut.end_date) + 1)
            when ended.record is null and (ended.frequency = 'ONCE' or cut.end_date = ended.start_date) then 1.0
        end as doses
    from ended
    inner join cut on ended.source_row = cut.source_row
)

select
    counted.source_row,
    counted.USUBJID,
    counted.arm,
    counted.treatment,
    counted.label,
    counted.placebo,
    counted.given,
    counted.dose,
    counted.unit,
    counted.start_date,
    counted.end_date,
    counted.cycle,
    counted.record,
    counted.cycle_doses,
    counted.cycle_days,
    counted.planned_dose,
    counted.doses,
    case when not counted.given then 0.0 else counted.dose * counted.doses end as amount,
    case
        when not counted.given or counted.placebo then null
        when counted.dose is null then 'no amount (EXDOSE)'
        when counted.planned and counted.unit is null then 'no unit (EXDOSU)'
        when counted.planned and upper(counted.unit) <> upper(trim(counted.planned_unit))
            then 'a unit other than that of its [[regimen]]'
        when counted.doses is null and counted.record = 'days' then 'no end from which its days follow'
        when counted.doses is null
            then 'several days, and neither a daily EXDOSFRQ nor a [[regimen]] that says how many doses'
    end as not_summed
from counted
