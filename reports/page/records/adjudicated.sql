-- What: the cases behind one number of adjudicated events: of the subjects it counts, all that the committee was sent.
-- Grain: one row per case.
-- Reads: adjudicated_event, adjudicated_subject_category, arm_member.
select adjudicated_event.*
from adjudicated_subject_category
inner join adjudicated_event
    on
        adjudicated_subject_category.USUBJID = adjudicated_event.USUBJID
        and adjudicated_subject_category.event = adjudicated_event.event
where
    adjudicated_subject_category.arm in (select arm_member.member from arm_member where arm_member.arm = $arm)
    and adjudicated_subject_category.event = $event
    and adjudicated_subject_category.category = $category
order by adjudicated_event.USUBJID, adjudicated_event.ADJSEQ, adjudicated_event.source_row
