-- What: was each recorded dose given, and when it can have started and ended.
-- Grain: one row per record of EX.
-- Reads: dm, ex, partial_date, study.
with placebo_arm as (
    -- The actual arm, else the planned one: a blinded EXTRT does not say what the subject got.
    select distinct dm.USUBJID
    from dm
    where
        upper(coalesce(dm.ACTARM, dm.ARM)) like '%PLACEBO%'
        or upper(coalesce(dm.ACTARM, dm.ARM)) = 'PBO'
        or upper(coalesce(dm.ACTARMCD, dm.ARMCD)) like '%PLACEBO%'
        or upper(coalesce(dm.ACTARMCD, dm.ARMCD)) = 'PBO'
),

said as (
    select
        ex.source_row,
        ex.record_key,
        ex.USUBJID,
        ex.EXTRT,
        -- SAS writes a missing number as a point.
        coalesce(nullif(ex.EXDOSE, '.'), nullif(ex.EXDOSTXT, '.')) as recorded_amount,
        ex.EXSTDTC,
        ex.EXENDTC,
        ex.EXDOSFRQ,
        ex.EXSEQ,
        ex.EXOCCUR
    from ex
),

written as (
    select
        said.source_row,
        said.record_key,
        said.USUBJID,
        said.EXTRT,
        said.recorded_amount,
        try_cast(said.recorded_amount as double) as number,
        said.EXSTDTC,
        said.EXENDTC,
        said.EXDOSFRQ,
        said.EXSEQ,
        said.EXOCCUR
    from said
),

amount as (
    select
        written.source_row,
        written.record_key,
        written.USUBJID,
        written.EXTRT,
        written.recorded_amount,
        written.EXSTDTC,
        written.EXENDTC,
        coalesce(upper(written.EXDOSFRQ), '') = 'ONCE' as once,
        -- NaN and infinity are no amounts.
        case when abs(written.number) < 1e300 then written.number end as dose,
        try_cast(written.EXSEQ as double) as sequence_number,
        coalesce(upper(written.EXOCCUR), 'Y') <> 'N' as occurred,
        -- EXDOSTXT is for an amount that is no number, such as 200-400; 5 mg is an amount too, 0 mg is none.
        written.number is null
        and coalesce(regexp_extract(written.recorded_amount, '[1-9]', 0), '') <> '' as in_words,
        upper(written.EXTRT) = 'PBO'
        or upper(written.EXTRT) like '%PLACEBO%'
        or upper(written.EXTRT) like '%VEHICLE%'
        or upper(written.EXTRT) like '%SHAM%' as placebo_name
    from written
),

compared as (
    select
        amount.source_row,
        coalesce(amount.placebo_name, false)
        -- In an arm of a drug with a placebo, 0 of what the subject did get, up to the cut-off, is a dose left out.
        or (
            placebo_arm.USUBJID is not null
            and max(
                case
                    when dose_start.earliest > study.counted_until then 0
                    when amount.dose > 0 or amount.in_words then 1
                    else 0
                end
            ) over (partition by amount.USUBJID, amount.EXTRT) = 0
        ) as placebo
    from amount
    cross join study
    left join partial_date as dose_start on amount.EXSTDTC = dose_start.date_text
    left join placebo_arm on amount.USUBJID = placebo_arm.USUBJID
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
        compared.placebo,
        dose_start.known_to as start_known_to,
        dose_start.earliest as earliest_start,
        dose_start.latest as latest_start,
        -- A dose given once ends when it starts.
        case when amount.EXENDTC is null and amount.once then dose_start.known_to else dose_end.known_to end
            as end_known_to,
        case when amount.EXENDTC is null and amount.once then dose_start.latest else dose_end.latest end as latest_end
    from amount
    inner join compared on amount.source_row = compared.source_row
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
