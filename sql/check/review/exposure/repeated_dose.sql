-- What: doses that an earlier record of the subject has already, or that start before an earlier one has ended.
-- Grain: one row per dose record.
-- Reads: adex.
-- Without rows in adex there is nothing to find.
with dose as (
    select
        adex.USUBJID,
        adex.source_row,
        adex.record_key,
        adex.ASTDT,
        adex.AENDT,
        -- Doses of one day at different time points or places are doses of their own.
        coalesce(adex.PARAMCD, '') || '|' || coalesce(adex.EXTRT, '') || '|' || coalesce(adex.EXTPT, '')
        || '|' || coalesce(adex.EXLOC, '') || '|' || coalesce(adex.EXLAT, '')
        || '|' || coalesce(adex.EXROUTE, '') as course,
        coalesce(cast(adex.EXDOSE as varchar), '') || '|' || coalesce(adex.EXDOSU, '')
        || '|' || coalesce(adex.ASTDTM, '') || '|' || coalesce(cast(adex.AENDT as varchar), '') as amount
    from adex
    -- A dose of 0 may stand for one that was left out; that of a placebo repeats nothing that matters.
    where adex.ASTDT is not null and coalesce(adex.EXDOSE, 1) > 0
),

started as (
    select
        dose.USUBJID,
        dose.course,
        dose.ASTDT,
        max(dose.AENDT) as last_end
    from dose
    group by dose.USUBJID, dose.course, dose.ASTDT
),

earlier as (
    -- Records that start on one day are one dose in parts (two strengths), not an overlap.
    select
        started.USUBJID,
        started.course,
        started.ASTDT,
        max(started.last_end) over (
            partition by started.USUBJID, started.course
            order by started.ASTDT
            rows between unbounded preceding and 1 preceding
        ) as earlier_end
    from started
),

numbered as (
    select
        dose.USUBJID,
        dose.source_row,
        dose.record_key,
        dose.course,
        dose.ASTDT,
        row_number() over (
            partition by dose.USUBJID, dose.course, dose.ASTDT, dose.amount
            order by dose.record_key, dose.source_row
        ) as occurrence,
        min(dose.source_row) over (partition by dose.USUBJID, dose.course, dose.ASTDT, dose.amount) as first_row
    from dose
)

select
    'adex' as dataset,
    numbered.source_row,
    numbered.record_key,
    'ASTDT' as variable,
    cast(numbered.ASTDT as varchar) as value,
    case when numbered.occurrence > 1 then 'warning' else 'note' end as severity,
    case
        when numbered.occurrence > 1
            then
                'Row ' || cast(numbered.first_row as varchar)
                || ' has the same treatment, dose and dates under another EXSEQ'
        else
            'An earlier record of the same treatment runs to ' || cast(earlier.earlier_end as varchar)
            || ', after the start of this one'
    end as message,
    'Retained; exposure runs from the first to the last dose, so no day is counted twice; the amounts of both are in '
    || 'the cumulative dose' as action,
    true as until_cutoff
from numbered
inner join earlier
    on
        numbered.USUBJID = earlier.USUBJID
        and numbered.course = earlier.course
        and numbered.ASTDT = earlier.ASTDT
where numbered.occurrence > 1 or numbered.ASTDT < earlier.earlier_end
