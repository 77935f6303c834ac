-- What: the arms that each column of a baseline table shows: one, those that are pooled, or all of them.
-- Grain: one row per column and arm of the data.
-- Reads: arm, arm_member.
with size as (
    select
        sum(case when arm.role = 'total' or arm.arm = 'Total' then 1 else 0 end) as totals,
        sum(case when arm.pooled then 0 else 1 end) as arms
    from arm
)

select
    arm.arm,
    arm.arm_order,
    arm_member.member
from arm
inner join arm_member on arm.arm = arm_member.arm
union all
select
    'Total' as arm,
    1000000 as arm_order,
    arm.arm as member
from arm
cross join size
-- The total of the whole report is an arm already, or an arm of the data is called so; of one arm it is the arm.
where not arm.pooled and size.totals = 0 and size.arms > 1
