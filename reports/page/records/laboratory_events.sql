-- What: the subjects behind one number of laboratory grades against reported events.
-- Grain: one row per subject.
-- Reads: arm_member, lab_event_reconciliation.
select lab_event_reconciliation.*
from lab_event_reconciliation
where
    lab_event_reconciliation.arm in (select arm_member.member from arm_member where arm_member.arm = $arm)
    and lab_event_reconciliation.analyte = $analyte
    and lab_event_reconciliation.direction = $direction
    and lab_event_reconciliation.status = $category
order by lab_event_reconciliation.USUBJID
