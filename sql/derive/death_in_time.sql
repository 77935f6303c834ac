-- What: whether each subject died within the time at risk and within the follow-up; there a death competes or censors.
-- Grain: one row per subject of the safety set.
-- Reads: subject. A death before the first dose is in neither (a finding names it).
with dated as (
    select
        subject.USUBJID,
        subject.risk_end,
        subject.follow_up_end,
        case
            when subject.died and not coalesce(subject.death_date < subject.first_dose, false) then subject.death_date
        end as death_date
    from subject
)

select
    dated.USUBJID,
    coalesce(dated.death_date <= dated.risk_end, false) as died_at_risk,
    coalesce(dated.death_date <= dated.follow_up_end, false) as died_followed
from dated
