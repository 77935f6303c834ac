-- What: subjects whose age is missing where ages are collected, or is more than 120 years.
-- Grain: one row per subject.
-- Reads: adsl, collected, study.
with aged as (
    select
        adsl.source_row,
        adsl.record_key,
        adsl.AGE,
        adsl.AGEU,
        adsl.AGE * case upper(adsl.AGEU)
            when 'MONTHS' then 1 / 12.0
            when 'WEEKS' then 7 / study.days_per_year
            when 'DAYS' then 1 / study.days_per_year
            when 'HOURS' then 1 / (24 * study.days_per_year)
            else 1
        end as years
    from adsl
    inner join collected on collected.dataset = 'adsl' and collected.variable = 'AGE' and collected.filled > 0
    cross join study
    where adsl.SAFFL = 'Y'
)

select
    'adsl' as dataset,
    aged.source_row,
    aged.record_key,
    'AGE' as variable,
    cast(aged.AGE as varchar) as value,
    case when aged.AGE is null then 'note' else 'warning' end as severity,
    case
        when aged.AGE is null then 'AGE is missing'
        else 'AGE is more than 120 years' || case
            when aged.AGEU is null then '; AGEU, its unit, is missing'
            else ' (AGEU ' || aged.AGEU || ')'
        end
    end as message,
    case
        when aged.AGE is null then 'Retained; missing in the age summary'
        else 'Retained; in the age summary as recorded'
    end as action
from aged
where aged.AGE is null or aged.years > 120
