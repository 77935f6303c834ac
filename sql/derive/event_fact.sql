-- What: what each adverse event says by itself: fatal, serious, grade, relationship, the days it can begin and end on.
-- Grain: one row per adverse-event record.
-- Reads: adae, relationship, study.
with said as (
    select
        adae.USUBJID,
        adae.AESEQ,
        adae.source_row,
        -- Any of the three makes an event fatal.
        concat_ws(
            ', ',
            case when adae.AEOUT = 'FATAL' then 'AEOUT' end,
            case when adae.AESDTH = 'Y' then 'AESDTH' end,
            case when adae.AETOXGR = '5' then 'AETOXGR' end
        ) as fatal_by,
        coalesce(adae.AESER = 'Y', false) as serious,
        case when adae.AETOXGR in ('1', '2', '3', '4', '5') then cast(adae.AETOXGR as integer) end as grade,
        coalesce(adae.AETOXGR > adae.AEITOXGR, false) as grade_rose,
        case adae.AESEV when 'MILD' then 1 when 'MODERATE' then 2 when 'SEVERE' then 3 end as severity_rank,
        case adae.AEITSEV when 'MILD' then 1 when 'MODERATE' then 2 when 'SEVERE' then 3 end as initial_severity_rank,
        -- A missing relationship counts as the study says; a value the study does not map counts as related (a finding
        -- names it).
        case
            when adae.AEREL is null then study.missing_related
            else coalesce(relationship.related = 'Y', true)
        end as related,
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
    left join relationship on upper(trim(adae.AEREL)) = relationship.value
    cross join study
)

select
    said.USUBJID,
    said.AESEQ,
    said.source_row,
    said.fatal_by <> '' as fatal,
    nullif(said.fatal_by, '') as fatal_by,
    said.serious,
    said.grade,
    said.severity_rank,
    said.grade_rose or coalesce(said.severity_rank > said.initial_severity_rank, false) as worse_than_initial,
    said.related,
    said.earliest_start,
    said.latest_start,
    said.earliest_end,
    said.latest_end
from said
