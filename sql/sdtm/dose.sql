-- What: was each recorded dose given, and when it can have started and ended.
-- Grain: one row per record of EX.
-- Reads: ex, partial_date.
with amount as (
    select
        ex.source_row,
        ex.record_key,
        ex.USUBJID,
        ex.EXTRT,
        ex.EXDOSE,
        ex.EXSTDTC,
        ex.EXENDTC,
        try_cast(ex.EXDOSE as double) as dose,
        try_cast(ex.EXSEQ as double) as sequence_number,
        coalesce(upper(ex.EXOCCUR), 'Y') <> 'N' as occurred,
        upper(ex.EXTRT) like '%PLACEBO%' or upper(ex.EXTRT) like '%VEHICLE%' or upper(ex.EXTRT) like '%SHAM%' as placebo
    from ex
)

select
    amount.source_row,
    amount.record_key,
    amount.USUBJID,
    amount.EXTRT,
    amount.EXDOSE,
    amount.sequence_number,
    -- A placebo has a dose of 0 or none; of anything else there must be more than 0.
    amount.occurred
    and (coalesce(amount.dose > 0, false) or (coalesce(amount.placebo, false) and coalesce(amount.dose, 0) >= 0))
        as given,
    dose_start.known_to as start_known_to,
    dose_start.earliest as earliest_start,
    dose_start.latest as latest_start,
    case when dose_end.known_to = 'day' then dose_end.earliest end as end_date
from amount
left join partial_date as dose_start on amount.EXSTDTC = dose_start.date_text
left join partial_date as dose_end on amount.EXENDTC = dose_end.date_text
