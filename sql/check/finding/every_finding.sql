-- What: everything that contracts and checks found, said once, and its place among the findings of its rule.
-- Grain: one row per finding.
-- Reads: after_cutoff, found.
-- place counts the findings of a rule in a dataset, the first of each variable and action before the second of any:
-- a list of the first thousand has every kind of finding that there is.
with cut_record as (
    -- A row of after_cutoff is the record itself; of a death it is that of the subject.
    select distinct
        after_cutoff.dataset,
        after_cutoff.source_row
    from after_cutoff
    where after_cutoff.dataset <> 'adsl'
),

-- A check looks at a record as it is, whatever its date: of one after the cut-off none says that it counts. A dataset
-- that is made of an SDTM domain can have a fault that was found in the domain already.
stated as (
    select distinct
        found.severity,
        found.rule,
        found.dataset,
        found.source_row,
        found.record_key,
        found.variable,
        found.value,
        found.message,
        case
            when found.until_cutoff and found.severity <> 'reject' and cut_record.source_row is not null
                then 'Retained in the table; not counted (after the cut-off date)'
            else found.action
        end as action
    from found
    left join cut_record on found.dataset = cut_record.dataset and found.source_row = cut_record.source_row
),

-- A grade or age that cannot be read is taken as missing: the finding that names the value says so.
unread as (
    select distinct
        stated.dataset,
        stated.source_row,
        stated.variable,
        case stated.rule when 'grade_1_to_5' then 'missing_grade' else 'age_impossible' end as said_again
    from stated
    where stated.rule in ('grade_1_to_5', 'not_negative', 'readable')
),

said as (
    select
        stated.*,
        case stated.severity when 'reject' then 1 when 'warning' then 2 else 3 end as severity_order,
        row_number() over (
            partition by stated.severity, stated.rule, stated.dataset, stated.variable, stated.action
            order by
                stated.source_row nulls last, stated.record_key nulls last, stated.value nulls last, stated.message
        ) as place_of_kind
    from stated
    left join unread
        on
            stated.rule = unread.said_again
            and stated.dataset = unread.dataset
            and stated.source_row = unread.source_row
            and stated.variable = unread.variable
    where unread.said_again is null
)

select
    said.severity,
    said.rule,
    said.dataset,
    said.source_row,
    said.record_key,
    said.variable,
    said.value,
    said.message,
    said.action,
    said.severity_order,
    row_number() over (
        partition by said.severity, said.rule, said.dataset
        order by
            said.place_of_kind,
            said.source_row nulls last,
            said.record_key nulls last,
            said.variable,
            said.value nulls last,
            said.message,
            said.action
    ) as place
from said
