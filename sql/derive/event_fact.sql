-- What: what each adverse event says by itself: fatal, serious, grade, relationship, the days it can begin and end on.
-- Grain: one row per adverse-event record.
-- Reads: adae, profile_fact, record_profile.
-- Joined as written: at a million records half of the processor time of DuckDB's own order.
select
    adae.USUBJID,
    adae.AESEQ,
    adae.source_row,
    profile_fact.fatal,
    profile_fact.fatal_by,
    profile_fact.serious,
    profile_fact.grade,
    profile_fact.severity,
    profile_fact.severity_rank,
    profile_fact.worse_than_initial,
    profile_fact.related,
    -- A wholly imputed date (flag Y) says nothing: it is a missing one.
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
        when adae.AENDTF = 'M' then make_date(year(adae.AENDT), 1, 1)
        when adae.AENDTF = 'D' then make_date(year(adae.AENDT), month(adae.AENDT), 1)
        else adae.AENDT
    end as earliest_end,
    case
        when adae.AENDTF = 'Y' then null
        when adae.AENDTF = 'M' then make_date(year(adae.AENDT), 12, 31)
        when adae.AENDTF = 'D' then last_day(adae.AENDT)
        else adae.AENDT
    end as latest_end
from adae
inner join record_profile on adae.source_row = record_profile.source_row
inner join profile_fact on record_profile.profile_id = profile_fact.profile_id
