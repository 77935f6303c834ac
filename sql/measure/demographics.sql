-- What: who the subjects are: counts of each category, and mean, quartiles and range of each number (FDA Table 2).
-- Grain: one row per arm, variable and item (a category, a statistic, or the missing).
-- Reads: adsl_value, arm_member, arm_size, demographic, number_summary, subject.
with described as (
    select
        subject.USUBJID,
        subject.arm,
        demographic.variable,
        demographic.kind,
        adsl_value.value,
        adsl_value.value_order
    from subject
    cross join demographic
    left join adsl_value
        on subject.USUBJID = adsl_value.USUBJID and demographic.variable = adsl_value.variable
),

item as (
    -- In the order of the companion number (AGEGR1N) where there is one, else by name.
    select
        described.variable,
        described.value as item,
        coalesce(min(described.value_order), 0) as item_order
    from described
    where described.kind = 'category' and described.value is not null
    group by described.variable, described.value
    union all
    -- The missing are their own row, and none is a row with 0.
    select
        demographic.variable,
        '(missing)' as item,
        1000000 as item_order
    from demographic
),

category_count as (
    select
        arm_size.arm,
        arm_size.arm_order,
        arm_size.arm_subjects,
        item.variable,
        item.item,
        item.item_order,
        count(described.USUBJID) as subjects
    from arm_size
    inner join arm_member on arm_size.arm = arm_member.arm
    cross join item
    left join described
        on
            arm_member.member = described.arm
            and item.variable = described.variable
            and item.item = coalesce(described.value, '(missing)')
    group by
        arm_size.arm,
        arm_size.arm_order,
        arm_size.arm_subjects,
        item.variable,
        item.item,
        item.item_order
),

statistic as (
    select
        number_summary.arm,
        number_summary.variable,
        'n' as item,
        -1008 as item_order,
        cast(number_summary.subjects as double) as value
    from number_summary
    union all
    select
        number_summary.arm,
        number_summary.variable,
        'mean' as item,
        -1007 as item_order,
        number_summary.mean as value
    from number_summary
    union all
    select
        number_summary.arm,
        number_summary.variable,
        'sd' as item,
        -1006 as item_order,
        number_summary.sd as value
    from number_summary
    union all
    select
        number_summary.arm,
        number_summary.variable,
        'q1' as item,
        -1004 as item_order,
        number_summary.q1 as value
    from number_summary
    union all
    select
        number_summary.arm,
        number_summary.variable,
        'median' as item,
        -1005 as item_order,
        number_summary.median as value
    from number_summary
    union all
    select
        number_summary.arm,
        number_summary.variable,
        'q3' as item,
        -1003 as item_order,
        number_summary.q3 as value
    from number_summary
    union all
    select
        number_summary.arm,
        number_summary.variable,
        'minimum' as item,
        -1002 as item_order,
        number_summary.minimum as value
    from number_summary
    union all
    select
        number_summary.arm,
        number_summary.variable,
        'maximum' as item,
        -1001 as item_order,
        number_summary.maximum as value
    from number_summary
),

shown as (
    select
        category_count.arm,
        category_count.variable,
        category_count.item,
        category_count.item_order,
        category_count.subjects,
        100.0 * category_count.subjects / nullif(category_count.arm_subjects, 0) as percent,
        cast(null as double) as value
    from category_count
    union all
    select
        statistic.arm,
        statistic.variable,
        statistic.item,
        statistic.item_order,
        cast(null as bigint) as subjects,
        cast(null as double) as percent,
        statistic.value
    from statistic
)

select
    shown.arm,
    shown.variable,
    demographic.label,
    demographic.kind,
    shown.item,
    shown.subjects,
    arm_size.arm_subjects,
    shown.percent,
    shown.value
from shown
inner join demographic on shown.variable = demographic.variable
inner join arm_size on shown.arm = arm_size.arm
order by demographic.variable_order, shown.item_order, shown.item, arm_size.arm_order
