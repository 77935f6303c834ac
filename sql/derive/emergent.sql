-- What: is each adverse event treatment-emergent, by the study's rule and as flagged, and why.
-- Grain: one row per adverse-event record of a subject in the safety set.
-- Reads: adae, first_day_time, study, subject.
with possible_start as (
    select
        adae.USUBJID,
        adae.AESEQ,
        adae.source_row,
        adae.TRTEMFL,
        adae.AETOXGR,
        adae.AEITOXGR,
        adae.AESEV,
        adae.AEITSEV,
        coalesce(adae.ASTDTF, '') in ('D', 'M') as partial_start,
        -- A wholly imputed date (flag Y) says nothing: it is a missing start.
        case
            when adae.ASTDTF = 'Y' then null
            when adae.ASTDTF = 'M' then make_date(year(adae.ASTDT), 1, 1)
            when adae.ASTDTF = 'D' then make_date(year(adae.ASTDT), month(adae.ASTDT), 1)
            else adae.ASTDT
        end as earliest_start,
        case
            when adae.ASTDTF = 'Y' then null
            when adae.ASTDTF = 'M' then make_date(year(adae.ASTDT), 12, 31)
            when adae.ASTDTF = 'D' then last_day(adae.ASTDT)
            else adae.ASTDT
        end as latest_start,
        case
            when adae.AENDTF = 'Y' then null
            when adae.AENDTF = 'M' then make_date(year(adae.AENDT), 12, 31)
            when adae.AENDTF = 'D' then last_day(adae.AENDT)
            else adae.AENDT
        end as latest_end
    from adae
),

against_dosing as (
    select
        possible_start.USUBJID,
        possible_start.AESEQ,
        possible_start.source_row,
        possible_start.TRTEMFL,
        possible_start.partial_start,
        possible_start.earliest_start,
        subject.first_dose,
        -- On the day of the first dose the times tell, where both are recorded.
        coalesce(first_day_time.starts_before, false) as starts_before,
        study.emergent_rule,
        subject.last_dose,
        subject.window_end,
        study.counted_until,
        -- Only an end that is certainly before the first dose rules an event out; one before every day of the start
        -- is no end.
        coalesce(
            (possible_start.latest_end < subject.first_dose or first_day_time.ends_before)
            and coalesce(possible_start.latest_end >= possible_start.earliest_start, true),
            false
        ) as ended_before,
        -- An event cannot start after it ended; a full start date stands as it is recorded.
        case
            when possible_start.partial_start and possible_start.latest_end >= possible_start.earliest_start
                then least(possible_start.latest_start, possible_start.latest_end)
            else possible_start.latest_start
        end as latest_start,
        coalesce(possible_start.AETOXGR > possible_start.AEITOXGR, false)
        or coalesce(
            case possible_start.AESEV when 'MILD' then 1 when 'MODERATE' then 2 when 'SEVERE' then 3 end
            > case possible_start.AEITSEV when 'MILD' then 1 when 'MODERATE' then 2 when 'SEVERE' then 3 end,
            false
        ) as worse_than_initial
    from possible_start
    inner join subject on possible_start.USUBJID = subject.USUBJID
    cross join study
    left join first_day_time on possible_start.source_row = first_day_time.source_row
),

reasoned as (
    select
        against_dosing.USUBJID,
        against_dosing.AESEQ,
        against_dosing.source_row,
        against_dosing.emergent_rule,
        coalesce(against_dosing.TRTEMFL = 'Y', false) as flag_emergent,
        coalesce(
            greatest(date_diff('day', against_dosing.last_dose, against_dosing.earliest_start), 0), 0
        ) as days_after_last_dose,
        case
            -- Only what certainly starts after the cut-off is cut, whatever the rule or the flag says of it.
            when against_dosing.earliest_start > against_dosing.counted_until then 'after cut-off'
            when against_dosing.first_dose is null then 'missing first dose'
            when against_dosing.earliest_start is null and against_dosing.ended_before then 'before first dose'
            when against_dosing.earliest_start is null then 'missing start'
            when
                against_dosing.latest_start < against_dosing.first_dose
                or against_dosing.starts_before
                or against_dosing.ended_before
                then
                    case
                        when against_dosing.worse_than_initial and not against_dosing.ended_before then 'worsened'
                        else 'before first dose'
                    end
            when against_dosing.earliest_start > against_dosing.window_end
                then 'after window'
            when
                against_dosing.partial_start
                and (
                    against_dosing.earliest_start < against_dosing.first_dose
                    or coalesce(against_dosing.latest_start > against_dosing.window_end, false)
                    or coalesce(against_dosing.latest_start > against_dosing.counted_until, false)
                )
                then 'partial start'
            else 'in window'
        end as reason
    from against_dosing
)

select
    reasoned.USUBJID,
    reasoned.AESEQ,
    reasoned.source_row,
    reasoned.reason not in ('before first dose', 'after window', 'after cut-off') as rule_emergent,
    reasoned.reason,
    reasoned.flag_emergent,
    case
        when reasoned.reason = 'after cut-off' then false
        when reasoned.emergent_rule = 'flag' then reasoned.flag_emergent
        else reasoned.reason not in ('before first dose', 'after window')
    end as emergent,
    -- Of the reasons, only these depend on how long the window is.
    case
        when reasoned.reason in ('in window', 'partial start', 'after window') then reasoned.days_after_last_dose
        when reasoned.reason not in ('before first dose', 'after cut-off') then 0
    end as days_after_last_dose
from reasoned
