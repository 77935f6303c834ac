-- What: what AE and its supplemental qualifiers say of a fatal outcome and of a date of death.
-- Grain: one row per record of AE.
-- Reads: ae, partial_date, supplemental_ae.
with supplemental as (
    select
        supplemental_ae.source_row,
        max(case when supplemental_ae.QNAM = 'AESDTH' then supplemental_ae.QVAL end) as AESDTH,
        max(case when supplemental_ae.QNAM = 'AEDTHDTC' then supplemental_ae.QVAL end) as AEDTHDTC
    from supplemental_ae
    where supplemental_ae.QNAM in ('AESDTH', 'AEDTHDTC')
    group by supplemental_ae.source_row
),

said as (
    select
        ae.source_row,
        ae.USUBJID,
        -- Where one of the two says death, it is one.
        case
            when upper(supplemental.AESDTH) = 'Y' then supplemental.AESDTH
            else coalesce(ae.AESDTH, supplemental.AESDTH)
        end as AESDTH,
        coalesce(ae.AEDTHDTC, supplemental.AEDTHDTC) as AEDTHDTC,
        ae.AEOUT,
        ae.AETOXGR
    from ae
    left join supplemental on ae.source_row = supplemental.source_row
)

select
    said.source_row,
    said.USUBJID,
    said.AESDTH,
    -- A text that is no date is a finding, and says nothing of a death.
    case when partial_date.known_to <> 'none' then said.AEDTHDTC end as AEDTHDTC,
    -- As sql/derive/profile_fact.sql has it of ADAE, where a grade is read in all these spellings.
    coalesce(
        upper(said.AEOUT) = 'FATAL'
        or upper(said.AESDTH) = 'Y'
        or regexp_matches(upper(said.AETOXGR), '^(CTCAE +)?(G(R(ADE)?)? *)?(0?5([.]0+)?|V)$'),
        false
    ) as fatal
from said
left join partial_date on said.AEDTHDTC = partial_date.date_text
