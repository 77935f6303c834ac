-- What: at each day of a curve, how many were at risk, had the event, or died first; the estimate is made from these.
-- Grain: one row per curve, arm and day on which someone had the event, died or left; day 0 begins each curve.
-- Reads: arm, arm_member, curve, time_to_event.
with day as (
    select
        time_to_event.curve,
        arm_member.arm,
        time_to_event.day,
        count(*) as subjects,
        sum(case when time_to_event.status = 1 then 1 else 0 end) as events,
        sum(case when time_to_event.status = 2 then 1 else 0 end) as competing
    from time_to_event
    inner join arm_member on time_to_event.arm = arm_member.member
    group by time_to_event.curve, arm_member.arm, time_to_event.day
    union all
    select distinct
        time_to_event.curve,
        arm_member.arm,
        0 as day,
        0 as subjects,
        0 as events,
        0 as competing
    from time_to_event
    inner join arm_member on time_to_event.arm = arm_member.member
),

followed as (
    select
        day.curve,
        day.arm,
        day.day,
        -- Still there at the start of the day: all who leave on it or later.
        sum(day.subjects) over (
            partition by day.curve, day.arm
            order by day.day desc
            rows between unbounded preceding and current row
        ) as at_risk,
        day.events,
        day.competing
    from day
)

select
    followed.curve,
    followed.arm,
    followed.day,
    cast(followed.at_risk as bigint) as at_risk,
    cast(followed.events as bigint) as events,
    cast(followed.competing as bigint) as competing
from followed
inner join curve on followed.curve = curve.curve
inner join arm on followed.arm = arm.arm
order by curve.curve_order, arm.arm_order, followed.day
