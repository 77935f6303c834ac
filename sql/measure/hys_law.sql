-- What: how many subjects are in each quadrant of peak aminotransferase and peak bilirubin.
-- Grain: one row per arm and quadrant; zero is a row, no row where nobody has both tests.
-- Reads: arm_member, arm_size, liver_peak, liver_quadrant.
with placed as (
    select
        liver_peak.arm,
        liver_peak.quadrant,
        liver_peak.USUBJID
    from liver_peak
    union all
    -- Part of the quadrant of Hy's law.
    select
        liver_peak.arm,
        'hys_law_in_window' as quadrant,
        liver_peak.USUBJID
    from liver_peak
    where liver_peak.quadrant = 'hys_law' and liver_peak.in_window
),

counted as (
    select
        arm_member.arm,
        placed.quadrant,
        count(*) as subjects
    from placed
    inner join arm_member on placed.arm = arm_member.member
    group by arm_member.arm, placed.quadrant
),

measured as (
    select
        arm_member.arm,
        count(*) as subjects_with_data
    from liver_peak
    inner join arm_member on liver_peak.arm = arm_member.member
    group by arm_member.arm
)

select
    arm_size.arm,
    liver_quadrant.quadrant,
    liver_quadrant.label,
    liver_quadrant.quadrant_order,
    coalesce(counted.subjects, 0) as subjects,
    coalesce(measured.subjects_with_data, 0) as subjects_with_data,
    100.0 * coalesce(counted.subjects, 0) / nullif(measured.subjects_with_data, 0) as percent
from arm_size
cross join liver_quadrant
left join counted on arm_size.arm = counted.arm and liver_quadrant.quadrant = counted.quadrant
left join measured on arm_size.arm = measured.arm
where exists (select 1 as found from liver_peak)
order by arm_size.arm_order, liver_quadrant.quadrant_order
