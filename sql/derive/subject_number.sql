-- What: the numbers of a subject that are summarised by mean and quantiles: exposure, doses, characteristics.
-- Grain: one row per population, subject and variable with a value.
-- Reads: adex, adsl_value, demographic, described_subject, dose_number, subject, summary_variable.
with wanted as (
    -- A code of digits, such as SITEID, has no mean.
    select demographic.variable
    from demographic
    where demographic.kind = 'number'
    union
    select summary_variable.variable
    from summary_variable
    where summary_variable.dataset = 'adsl'
)

select
    'safety' as analysis_set,
    subject.USUBJID,
    subject.arm,
    'exposure_days' as variable,
    cast(subject.exposure_days as double) as number
from subject
where subject.exposure_days is not null
union all
select
    described_subject.analysis_set,
    described_subject.USUBJID,
    described_subject.arm,
    adsl_value.variable,
    adsl_value.number
from described_subject
inner join adsl_value on described_subject.USUBJID = adsl_value.USUBJID
inner join wanted on adsl_value.variable = wanted.variable
where adsl_value.number is not null
union all
-- A parameter may have the name of a variable of ADSL.
select
    described_subject.analysis_set,
    described_subject.USUBJID,
    described_subject.arm,
    'ADEX.' || summary_variable.variable as variable,
    adex.AVAL as number
from described_subject
inner join adex on described_subject.USUBJID = adex.USUBJID
inner join summary_variable on adex.PARAMCD = summary_variable.variable and summary_variable.dataset = 'adex'
where adex.AVAL is not null
union all
select
    'safety' as analysis_set,
    dose_number.USUBJID,
    dose_number.arm,
    dose_number.variable,
    dose_number.number
from dose_number
