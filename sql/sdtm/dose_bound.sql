-- What: the days on which each subject's first and last dose can have been, as EX has them.
-- Grain: one row per subject with at least one dose given.
-- Reads: dose.
with placed as (
    select
        dose.USUBJID,
        dose.start_known_to,
        dose.earliest_start,
        dose.latest_start,
        dose.end_known_to,
        dose.end_date,
        dose.latest_end,
        -- A complete date before a partial one that begins with it.
        row_number() over (
            partition by dose.USUBJID
            order by
                case when dose.earliest_start is null then 1 else 0 end, dose.earliest_start, dose.latest_start,
                dose.start_known_to, dose.sequence_number, dose.source_row
        ) as from_first,
        -- Of two treatments given side by side, each has a last record. Of doses that start alike the highest number
        -- is the last; without numbers the one that can have gone on for longest, whatever the order of the file.
        row_number() over (
            partition by dose.USUBJID, dose.EXTRT
            order by
                case when dose.latest_start is null then 1 else 0 end, dose.latest_start desc, dose.earliest_start desc,
                dose.sequence_number desc nulls last,
                case when dose.latest_end is null then 0 else 1 end, dose.latest_end desc,
                case when dose.end_date is null then 0 else 1 end, dose.source_row desc
        ) as from_last,
        max(dose.end_date) over (partition by dose.USUBJID) as last_end,
        max(dose.latest_end) over (partition by dose.USUBJID) as last_latest
    from dose
    where dose.given
)

select
    placed.USUBJID,
    max(case when placed.from_first = 1 then placed.start_known_to end) as first_known_to,
    max(case when placed.earliest_start is null then 1 else 0 end) = 1 as start_missing,
    min(placed.earliest_start) as first_earliest,
    -- The first dose was no later than any start and end can be. least() skips what is missing.
    min(least(placed.latest_start, placed.latest_end)) as first_latest,
    -- The last dose was neither before a start nor before a complete end. greatest() skips what is missing.
    greatest(max(placed.earliest_start), max(placed.last_end)) as last_earliest,
    max(placed.last_end) as last_end,
    -- Can a treatment have gone on after the last complete end, and is there no end to that.
    max(
        case
            when
                placed.from_last = 1
                and placed.end_date is null
                and coalesce(placed.latest_end > placed.last_end, true)
                then 1
            else 0
        end
    ) = 1 as went_on,
    max(case when placed.from_last = 1 and placed.latest_end is null then 1 else 0 end) = 1 as open_ended,
    max(placed.last_latest) as last_latest,
    max(case when placed.latest_end = placed.last_latest and placed.end_known_to = 'year' then 1 else 0 end) = 1
        as last_month_missing
from placed
group by placed.USUBJID
