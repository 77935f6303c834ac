-- What: the coded terms that the next version of MedDRA codes otherwise, and what that does to the counts.
-- Grain: one row per arm, kind of change, class and term, now and next; an arm without such an event is a row with 0.
-- Reads: adverse_event, arm_member, arm_size, coded_event, meddra_llt, meddra_next_term, meddra_pt, meddra_soc,
-- meddra_version.
with coded as (
    select
        adverse_event.USUBJID,
        arm_member.arm,
        adverse_event.source_row,
        meddra_soc.soc_code,
        meddra_soc.soc_name as soc,
        meddra_pt.pt_name as term,
        coded_event.pt_code,
        -- A lowest level term under another preferred term is a coding error now, not a change of the next version.
        case
            when meddra_llt.pt_code = coded_event.pt_code then coded_event.llt_code
            else coded_event.pt_code
        end as llt_code
    from adverse_event
    inner join arm_member on adverse_event.arm = arm_member.member
    inner join coded_event on adverse_event.source_row = coded_event.source_row
    inner join meddra_pt on coded_event.pt_code = meddra_pt.pt_code
    inner join meddra_soc on meddra_pt.soc_code = meddra_soc.soc_code
    inner join meddra_version on meddra_version.role = 'next'
    left join meddra_llt on coded_event.llt_code = meddra_llt.llt_code
    where adverse_event.emergent
),

recoded as (
    -- By the lowest level term; by the preferred term, which is one as well, where that is not in the next version.
    select
        coded.USUBJID,
        coded.arm,
        coded.source_row,
        coded.soc_code,
        coded.soc,
        coded.term,
        coalesce(by_llt.soc_code, by_pt.soc_code) as next_soc_code,
        coalesce(by_llt.soc_name, by_pt.soc_name) as next_soc,
        coalesce(by_llt.pt_name, by_pt.pt_name) as next_term,
        case
            when coalesce(by_llt.pt_code, by_pt.pt_code) is null then 'not in the next version'
            when coalesce(by_llt.pt_code, by_pt.pt_code) <> coded.pt_code and by_pt.pt_code <> coded.pt_code
                then 'demoted to lowest level term'
            when coalesce(by_llt.pt_code, by_pt.pt_code) <> coded.pt_code then 'other preferred term'
            when coalesce(by_llt.pt_name, by_pt.pt_name) <> coded.term then 'renamed'
            when coalesce(by_llt.soc_code, by_pt.soc_code) <> coded.soc_code then 'new primary class'
        end as change
    from coded
    left join meddra_next_term as by_llt on coded.llt_code = by_llt.llt_code
    left join meddra_next_term as by_pt on coded.pt_code = by_pt.llt_code
),

changed as (
    select
        recoded.change,
        recoded.soc_code,
        recoded.soc,
        recoded.term,
        recoded.next_soc_code,
        recoded.next_soc,
        recoded.next_term
    from recoded
    where recoded.change is not null
    group by
        recoded.change,
        recoded.soc_code,
        recoded.soc,
        recoded.term,
        recoded.next_soc_code,
        recoded.next_soc,
        recoded.next_term
),

affected as (
    select
        recoded.arm,
        recoded.change,
        recoded.term,
        coalesce(recoded.next_term, '') as next_term,
        coalesce(recoded.next_soc, '') as next_soc,
        count(distinct recoded.USUBJID) as subjects,
        count(*) as events
    from recoded
    where recoded.change is not null
    group by
        recoded.arm,
        recoded.change,
        recoded.term,
        coalesce(recoded.next_term, ''),
        coalesce(recoded.next_soc, '')
),

subjects_now as (
    select
        recoded.arm,
        recoded.term,
        count(distinct recoded.USUBJID) as subjects
    from recoded
    group by recoded.arm, recoded.term
),

subjects_next as (
    -- A term that the next version does not have stays as it is coded.
    select
        recoded.arm,
        coalesce(recoded.next_term, recoded.term) as term,
        count(distinct recoded.USUBJID) as subjects
    from recoded
    group by recoded.arm, coalesce(recoded.next_term, recoded.term)
),

-- Classes by their code: the next version may call one otherwise.
class_now as (
    select
        recoded.arm,
        recoded.soc_code,
        count(distinct recoded.USUBJID) as subjects
    from recoded
    group by recoded.arm, recoded.soc_code
),

class_next as (
    select
        recoded.arm,
        coalesce(recoded.next_soc_code, recoded.soc_code) as soc_code,
        count(distinct recoded.USUBJID) as subjects
    from recoded
    group by recoded.arm, coalesce(recoded.next_soc_code, recoded.soc_code)
)

select
    arm_size.arm,
    changed.change,
    changed.soc,
    changed.term,
    changed.next_soc,
    changed.next_term,
    coalesce(affected.subjects, 0) as subjects,
    coalesce(affected.events, 0) as events,
    arm_size.arm_subjects,
    100.0 * coalesce(affected.subjects, 0) / nullif(arm_size.arm_subjects, 0) as percent,
    coalesce(term_now.subjects, 0) as term_subjects,
    coalesce(term_next.subjects, 0) as term_subjects_next,
    coalesce(next_now.subjects, 0) as next_term_subjects,
    coalesce(next_next.subjects, 0) as next_term_subjects_next,
    coalesce(soc_now.subjects, 0) as soc_subjects,
    coalesce(soc_next.subjects, 0) as soc_subjects_next,
    coalesce(next_soc_now.subjects, 0) as next_soc_subjects,
    coalesce(next_soc_next.subjects, 0) as next_soc_subjects_next
from arm_size
cross join changed
left join affected
    on
        arm_size.arm = affected.arm
        and changed.change = affected.change
        and changed.term = affected.term
        and coalesce(changed.next_term, '') = affected.next_term
        and coalesce(changed.next_soc, '') = affected.next_soc
left join subjects_now as term_now on arm_size.arm = term_now.arm and changed.term = term_now.term
left join subjects_next as term_next on arm_size.arm = term_next.arm and changed.term = term_next.term
left join subjects_now as next_now on arm_size.arm = next_now.arm and changed.next_term = next_now.term
left join subjects_next as next_next on arm_size.arm = next_next.arm and changed.next_term = next_next.term
left join class_now as soc_now on arm_size.arm = soc_now.arm and changed.soc_code = soc_now.soc_code
left join class_next as soc_next on arm_size.arm = soc_next.arm and changed.soc_code = soc_next.soc_code
left join class_now as next_soc_now
    on arm_size.arm = next_soc_now.arm and changed.next_soc_code = next_soc_now.soc_code
left join class_next as next_soc_next
    on arm_size.arm = next_soc_next.arm and changed.next_soc_code = next_soc_next.soc_code
order by arm_size.arm_order, changed.change, changed.soc, changed.term, changed.next_soc, changed.next_term
