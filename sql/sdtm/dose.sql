-- What: was each recorded dose given, and when it can have started and ended.
-- Grain: one row per record of EX.
-- Reads: ex, partial_date.
with amount as (
    select
        ex.source_row,
        ex.record_key,
        ex.USUBJID,
        ex.EXTRT,
        coalesce(ex.EXDOSE, ex.EXDOSTXT) as recorded_amount,
        ex.EXSTDTC,
        ex.EXENDTC,
        coalesce(upper(ex.EXDOSFRQ), '') = 'ONCE' as once,
        try_cast(coalesce(ex.EXDOSE, ex.EXDOSTXT) as double) as dose,
        try_cast(ex.EXSEQ as double) as sequence_number,
        coalesce(upper(ex.EXOCCUR), 'Y') <> 'N' as occurred,
        -- EXDOSTXT is for an amount that is no number, such as 200-400; 5 mg is an amount too, 0 mg is none.
        try_cast(coalesce(ex.EXDOSE, ex.EXDOSTXT) as double) is null
        and coalesce(regexp_extract(coalesce(ex.EXDOSE, ex.EXDOSTXT), '[1-9]', 0), '') <> '' as in_words,
        upper(ex.EXTRT) like '%PLACEBO%' or upper(ex.EXTRT) like '%VEHICLE%' or upper(ex.EXTRT) like '%SHAM%' as placebo
    from ex
),

dated as (
    select
        amount.source_row,
        amount.record_key,
        amount.USUBJID,
        amount.EXTRT,
        amount.recorded_amount,
        amount.sequence_number,
        amount.occurred,
        amount.dose,
        amount.in_words,
        coalesce(amount.placebo, false) as placebo,
        dose_start.known_to as start_known_to,
        dose_start.earliest as earliest_start,
        dose_start.latest as latest_start,
        -- A dose given once ends when it starts.
        case when amount.EXENDTC is null and amount.once then dose_start.known_to else dose_end.known_to end
            as end_known_to,
        case when amount.EXENDTC is null and amount.once then dose_start.latest else dose_end.latest end as latest_end
    from amount
    left join partial_date as dose_start on amount.EXSTDTC = dose_start.date_text
    left join partial_date as dose_end on amount.EXENDTC = dose_end.date_text
)

select
    dated.source_row,
    dated.record_key,
    dated.USUBJID,
    dated.EXTRT,
    dated.recorded_amount,
    dated.sequence_number,
    dated.occurred,
    -- A placebo has a dose of 0 or none; of anything else there must be more than 0.
    dated.occurred
    and (coalesce(dated.dose > 0, false) or dated.in_words or (dated.placebo and coalesce(dated.dose, 0) >= 0))
        as given,
    dated.start_known_to,
    dated.earliest_start,
    dated.latest_start,
    dated.end_known_to,
    -- An end before the start is no end.
    case
        when dated.end_known_to = 'day' and coalesce(dated.latest_end >= dated.earliest_start, true)
            then dated.latest_end
    end as end_date,
    case when coalesce(dated.latest_end >= dated.earliest_start, true) then dated.latest_end end as latest_end
from dated
