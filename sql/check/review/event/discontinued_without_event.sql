-- What: subjects who stopped for an adverse event of whom no event says that treatment was withdrawn.
-- Grain: one row per subject.
-- Reads: adae, adsl, collected.
with recorded as (
    select
        sum(case when collected.dataset = 'adae' and collected.variable = 'AEACN' then collected.filled else 0 end)
            as actions,
        sum(
            case
                when collected.dataset = 'adsl' and collected.variable in ('EOTSTT', 'DCTREAS') then collected.filled
                else 0
            end
        ) as of_treatment
    from collected
),

reason as (
    select
        adsl.USUBJID,
        adsl.source_row,
        adsl.record_key,
        recorded.of_treatment > 0 as of_treatment,
        case when recorded.of_treatment > 0 then 'DCTREAS' else 'DCSREAS' end as variable,
        case when recorded.of_treatment > 0 then adsl.DCTREAS else adsl.DCSREAS end as value
    from adsl
    cross join recorded
    where recorded.actions > 0 and coalesce(adsl.SAFFL = 'Y', false)
),

withdrawn as (
    -- MULTIPLE may be a withdrawal of one of several drugs; where only the end of the study is known, so may be what
    -- AEACNOTH says.
    select
        adae.USUBJID,
        max(
            case
                when adae.AEACN = 'MULTIPLE' then 1
                when upper(adae.AEACN) like '%WITHDRAWN%' or upper(adae.AEACN) like '%DISCONT%' then 1
                else 0
            end
        ) = 1 as by_action,
        max(
            case
                when upper(adae.AEACNOTH) like '%DISCONT%' or upper(adae.AEACNOTH) like '%WITHDR%' then 1
                else 0
            end
        ) = 1 as by_other_action
    from adae
    group by adae.USUBJID
)

select
    'adsl' as dataset,
    reason.source_row,
    reason.record_key,
    reason.variable,
    reason.value,
    case when reason.of_treatment then 'warning' else 'note' end as severity,
    case
        when reason.of_treatment then 'Treatment was'
        else 'The study was'
    end
    || ' discontinued because of an adverse event but no event of the subject has AEACN DRUG WITHDRAWN' as message,
    'Retained; without such an event the subject is not counted under events leading to discontinuation' as action
from reason
left join withdrawn on reason.USUBJID = withdrawn.USUBJID
where
    (upper(reason.value) like '%ADVERSE EVENT%' or upper(reason.value) like '%TOXICITY%')
    and not coalesce(withdrawn.by_action, false)
    and (reason.of_treatment or not coalesce(withdrawn.by_other_action, false))
