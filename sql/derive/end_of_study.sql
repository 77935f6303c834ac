-- What: when each subject left the study and where that is from; what is followed, at risk or censored reads it here.
-- Grain: one row per subject of the safety set; end_date is missing where nothing says when it left.
-- Reads: adsl, arm, death, end_of_study_value, study.
with recorded as (
    -- A date before the first dose is no end to count with (a finding names it).
    select
        adsl.USUBJID,
        adsl.TRTEDT,
        coalesce(upper(trim(adsl.EOTSTT)), 'ONGOING') as treatment_status,
        upper(trim(adsl.EOSSTT)) as study_status,
        case when not coalesce(adsl.EOSDT < adsl.TRTSDT, false) then adsl.EOSDT end as EOSDT,
        try_cast(
            nullif(regexp_extract(adsl.RFPENDTC, '^([0-9]{4}-[0-9]{2}-[0-9]{2})', 1), '') as date
        ) as participation_end,
        adsl.LSTALVDT,
        end_of_study_value.variable,
        end_of_study_value.end_date as named_end,
        adsl.TRTSDT,
        death.USUBJID is not null as died,
        death.death_date,
        study.cutoff_date
    from adsl
    inner join arm on adsl.TRT01A = arm.arm
    cross join study
    left join end_of_study_value on adsl.USUBJID = end_of_study_value.USUBJID
    left join death on adsl.USUBJID = death.USUBJID and death.counted
    where adsl.SAFFL = 'Y'
),

sourced as (
    select
        recorded.USUBJID,
        recorded.TRTEDT,
        recorded.treatment_status,
        recorded.EOSDT,
        recorded.participation_end,
        recorded.LSTALVDT,
        recorded.variable,
        recorded.named_end,
        recorded.died,
        recorded.death_date,
        recorded.cutoff_date,
        coalesce(recorded.study_status, 'ONGOING') = 'ONGOING' as ongoing,
        case
            when recorded.EOSDT is not null then 'EOSDT'
            when not coalesce(recorded.participation_end < recorded.TRTSDT, recorded.participation_end is null)
                then 'RFPENDTC'
            -- The last date known alive is the end only of who has left, and not of who died later.
            when
                recorded.study_status <> 'ONGOING'
                and recorded.death_date is null
                and not coalesce(recorded.LSTALVDT < recorded.TRTSDT, recorded.LSTALVDT is null)
                then 'LSTALVDT'
            when recorded.study_status = 'ONGOING' and recorded.cutoff_date is not null and not recorded.died
                then 'ongoing at the cut-off'
            when not coalesce(recorded.named_end < recorded.TRTSDT, recorded.named_end is null) then recorded.variable
            when recorded.death_date is not null then 'death'
            -- Who is still treated is still in the study.
            when
                recorded.TRTEDT is null
                and recorded.study_status is null
                and recorded.treatment_status = 'ONGOING'
                and recorded.cutoff_date is not null
                and not recorded.died
                then 'ongoing at the cut-off'
            else 'not known'
        end as source
    from recorded
),

dated as (
    select
        sourced.USUBJID,
        sourced.TRTEDT,
        sourced.treatment_status,
        sourced.ongoing,
        sourced.died,
        sourced.cutoff_date,
        sourced.source,
        case
            when sourced.source = 'EOSDT' then sourced.EOSDT
            when sourced.source = 'RFPENDTC' then sourced.participation_end
            when sourced.source = 'LSTALVDT' then sourced.LSTALVDT
            when sourced.source = 'ongoing at the cut-off' then sourced.cutoff_date
            when sourced.source = 'death' then sourced.death_date
            when sourced.source <> 'not known' then sourced.named_end
        end as end_date
    from sourced
)

select
    dated.USUBJID,
    dated.end_date,
    dated.source,
    -- Without a last dose, who is still there and not known to have stopped is treated up to the cut-off; nobody else.
    dated.TRTEDT is null
    and dated.treatment_status = 'ONGOING'
    and not dated.died
    and (dated.ongoing or coalesce(dated.end_date > dated.cutoff_date, false))
    and coalesce(dated.end_date >= dated.cutoff_date, dated.cutoff_date is not null) as treated_at_cutoff
from dated
