-- What: the subjects behind one number of the doses, with what each got of the treatment.
-- Grain: one row per subject and treatment that it got; of any treatment one for each.
-- Reads: arm_member, dose_change_known, subject_dose.
with dose_item as (
    select
        subject_dose.USUBJID,
        subject_dose.treatment,
        'given' as item
    from subject_dose
    union all
    select
        dose_change_known.USUBJID,
        dose_change_known.treatment,
        dose_change_known.item
    from dose_change_known
    where dose_change_known.known and dose_change_known.changed
)

select subject_dose.*
from dose_item
inner join subject_dose
    on
        dose_item.USUBJID = subject_dose.USUBJID
        and (dose_item.treatment = 'any' or dose_item.treatment = subject_dose.treatment)
where
    subject_dose.arm in (select arm_member.member from arm_member where arm_member.arm = $arm)
    and dose_item.treatment || ': ' || dose_item.item = $category
order by subject_dose.USUBJID, subject_dose.treatment
