-- What: the numbers of a subject that are summarised by mean and quantiles: exposure and the numeric characteristics.
-- Grain: one row per population, subject and variable with a value.
-- Reads: adsl_value, demographic, described_subject, subject.
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
inner join demographic on adsl_value.variable = demographic.variable
-- A code of digits, such as SITEID, has no mean.
where demographic.kind = 'number' and adsl_value.number is not null
