-- What: who the subjects of each population are: counts of each category, mean, quartiles and range of each number.
-- Grain: one row per population, arm (or all of them), variable and item (a category, a statistic, or the missing).
-- Reads: adsl_value, column_member, demographic, described_subject, number_summary.
with described as (
    select
        described_subject.analysis_set,
        described_subject.USUBJID,
        described_subject.arm,
        demographic.variable,
        demographic.kind,
        adsl_value.value,
        adsl_value.value_order
    from described_subject
    cross join demographic
    left join adsl_value
        on described_subject.USUBJID = adsl_value.USUBJID and demographic.variable = adsl_value.variable
),

described_set as (
    select distinct described_subject.analysis_set
    from described_subject
),

size as (
    select
        described_set.analysis_set,
        column_member.arm,
        column_member.arm_order,
        count(described_subject.USUBJID) as arm_subjects
    from described_set
    cross join column_member
    left join described_subject
        on
            described_set.analysis_set = described_subject.analysis_set
            and column_member.member = described_subject.arm
    group by described_set.analysis_set, column_member.arm, column_member.arm_order
),

item as (
    -- In the order of the companion number (AGEGR1N) where there is one, else by name.
    select
        described.analysis_set,
        described.variable,
        described.value as item,
        coalesce(min(described.value_order), 0) as item_order
    from described
    where described.kind = 'category' and described.value is not null
    group by described.analysis_set, described.variable, described.value
    union all
    -- The missing are their own row, and none is a row with 0.
    select distinct
        described.analysis_set,
        described.variable,
        '(missing)' as item,
        1000000 as item_order
    from described
),

counted as (
    select
        described.analysis_set,
        column_member.arm,
        described.variable,
        coalesce(described.value, '(missing)') as item,
        count(*) as subjects
    from described
    inner join column_member on described.arm = column_member.member
    group by described.analysis_set, column_member.arm, described.variable, coalesce(described.value, '(missing)')
),

category_count as (
    select
        size.analysis_set,
        size.arm,
        size.arm_subjects,
        item.variable,
        item.item,
        item.item_order,
        coalesce(counted.subjects, 0) as subjects
    from size
    inner join item on size.analysis_set = item.analysis_set
    left join counted
        on
            size.analysis_set = counted.analysis_set
            and size.arm = counted.arm
            and item.variable = counted.variable
            and item.item = counted.item
),

statistic as (
    select
        number_summary.analysis_set,
        number_summary.arm,
        number_summary.variable,
        'n' as item,
        -1008 as item_order,
        cast(number_summary.subjects as double) as value
    from number_summary
    union all
    select
        number_summary.analysis_set,
        number_summary.arm,
        number_summary.variable,
        'mean' as item,
        -1007 as item_order,
        number_summary.mean as value
    from number_summary
    union all
    select
        number_summary.analysis_set,
        number_summary.arm,
        number_summary.variable,
        'sd' as item,
        -1006 as item_order,
        number_summary.sd as value
    from number_summary
    union all
    select
        number_summary.analysis_set,
        number_summary.arm,
        number_summary.variable,
        'q1' as item,
        -1004 as item_order,
        number_summary.q1 as value
    from number_summary
    union all
    select
        number_summary.analysis_set,
        number_summary.arm,
        number_summary.variable,
        'median' as item,
        -1005 as item_order,
        number_summary.median as value
    from number_summary
    union all
    select
        number_summary.analysis_set,
        number_summary.arm,
        number_summary.variable,
        'q3' as item,
        -1003 as item_order,
        number_summary.q3 as value
    from number_summary
    union all
    select
        number_summary.analysis_set,
        number_summary.arm,
        number_summary.variable,
        'minimum' as item,
        -1002 as item_order,
        number_summary.minimum as value
    from number_summary
    union all
    select
        number_summary.analysis_set,
        number_summary.arm,
        number_summary.variable,
        'maximum' as item,
        -1001 as item_order,
        number_summary.maximum as value
    from number_summary
),

shown as (
    select
        category_count.analysis_set,
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
        statistic.analysis_set,
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
    shown.analysis_set,
    shown.arm,
    shown.variable,
    demographic.label,
    demographic.kind,
    shown.item,
    shown.item_order,
    shown.subjects,
    size.arm_subjects,
    shown.percent,
    shown.value
from shown
inner join demographic on shown.variable = demographic.variable
inner join size on shown.analysis_set = size.analysis_set and shown.arm = size.arm
-- A [[summary]] may have the mean of codes that are counted here.
where shown.subjects is not null or demographic.kind = 'number'
order by shown.analysis_set, demographic.variable_order, shown.item_order, shown.item, size.arm_order
