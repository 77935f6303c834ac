-- What: dose records that are no dose: the amount is 0 or missing and it is not that of a placebo.
-- Grain: one row per record of EX.
-- Reads: dose.
select
    'adex' as dataset,
    dose.source_row,
    dose.record_key,
    'EXDOSE' as variable,
    dose.recorded_amount as value,
    -- An amount that is not known is not an amount of 0: the dose may have been given.
    case when dose.occurred and try_cast(dose.recorded_amount as double) is null then 'warning' else 'note' end
        as severity,
    'EXDOSE, or else EXDOSTXT, is not above 0 and EXTRT (' || coalesce(dose.EXTRT, 'missing')
    || ') names no placebo, nor does the arm of a subject without any amount; or EXOCCUR is N' as message,
    'Retained; not a dose for the safety analysis set and the first and last dose' as action
from dose
where not dose.given
