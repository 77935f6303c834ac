-- What: the criteria of CTCAE that each laboratory result meets, or may meet where a range or a baseline is missing.
-- Grain: one row per result, direction, version (role) and criterion that is met or open.
-- Reads: lab_criterion, lab_next_criterion, lab_standard.
with criterion as (
    select
        'study' as role,
        lab_criterion.criterion_id,
        lab_criterion.term,
        lab_criterion.direction,
        lab_criterion.grade,
        lab_criterion.condition,
        -- Without what the value does not tell (symptoms) a criterion of its presence is not met.
        lab_criterion.context is null or not lab_criterion.context_present as alone,
        lab_criterion.lower,
        lab_criterion.lower_basis,
        lab_criterion.lower_inclusive,
        lab_criterion.upper,
        lab_criterion.upper_basis,
        lab_criterion.upper_inclusive,
        lab_criterion.used
    from lab_criterion
    where lab_criterion.decidable
    union all
    select
        'next' as role,
        lab_next_criterion.criterion_id,
        lab_next_criterion.term,
        lab_next_criterion.direction,
        lab_next_criterion.grade,
        lab_next_criterion.condition,
        lab_next_criterion.context is null or not lab_next_criterion.context_present as alone,
        lab_next_criterion.lower,
        lab_next_criterion.lower_basis,
        lab_next_criterion.lower_inclusive,
        lab_next_criterion.upper,
        lab_next_criterion.upper_basis,
        lab_next_criterion.upper_inclusive,
        lab_next_criterion.used
    from lab_next_criterion
    where lab_next_criterion.decidable
),

bounded as (
    select
        lab_standard.role,
        lab_standard.source_row,
        lab_standard.direction,
        lab_standard.value,
        lab_standard.range_high,
        criterion.criterion_id,
        criterion.grade,
        criterion.used,
        criterion.alone,
        criterion.lower,
        criterion.lower_basis,
        criterion.lower_inclusive,
        criterion.upper_basis,
        criterion.upper_inclusive,
        criterion.condition,
        lab_standard.baseline_abnormal,
        case criterion.condition
            when 'baseline normal' then lab_standard.on_own_range or not lab_standard.baseline_abnormal
            when 'baseline abnormal' then lab_standard.baseline_abnormal
            when 'baseline up to 5 x ULN' then lab_standard.baseline_abnormal and not lab_standard.baseline_above_5_uln
            when 'baseline above 5 x ULN' then lab_standard.baseline_above_5_uln
            when 'baseline below LLN' then lab_standard.baseline_below_lln
            when 'value abnormal'
                then
                    (lab_standard.direction = 'H' and lab_standard.value > lab_standard.range_high)
                    or (lab_standard.direction = 'L' and lab_standard.value < lab_standard.range_low)
            when 'value above baseline'
                then
                    lab_standard.on_own_range
                    or lab_standard.value > lab_standard.baseline + 1e-9 * abs(lab_standard.baseline)
            else true
        end as applies,
        case criterion.lower_basis
            when 'value' then criterion.lower
            when 'x ULN' then criterion.lower * lab_standard.range_high
            when 'x LLN' then criterion.lower * lab_standard.range_low
            when 'x baseline' then criterion.lower * lab_standard.baseline
            when 'above ULN' then criterion.lower + lab_standard.range_high
            when 'above baseline' then criterion.lower + lab_standard.baseline
        end as lower_limit,
        case criterion.upper_basis
            when 'value' then criterion.upper
            when 'x ULN' then criterion.upper * lab_standard.range_high
            when 'x LLN' then criterion.upper * lab_standard.range_low
            when 'x baseline' then criterion.upper * lab_standard.baseline
            when 'above ULN' then criterion.upper + lab_standard.range_high
            when 'above baseline' then criterion.upper + lab_standard.baseline
        end as upper_limit
    from lab_standard
    inner join criterion
        on
            lab_standard.term = criterion.term
            and lab_standard.direction = criterion.direction
            and lab_standard.role = criterion.role
    where
        lab_standard.value >= 0
        and not (
            lab_standard.on_own_range
            and (
                coalesce(criterion.lower_basis, '') in ('x baseline', 'above baseline')
                or coalesce(criterion.upper_basis, '') in ('x baseline', 'above baseline')
            )
        )
),

-- True, false, or null where a range or a baseline that would decide is missing. A limit is met to nine digits:
-- 1.8 is not above 1.5 x 1.2, whatever binary fractions make of it.
judged as (
    select
        bounded.role,
        bounded.source_row,
        bounded.direction,
        bounded.criterion_id,
        bounded.grade,
        bounded.used,
        bounded.alone,
        bounded.lower_basis,
        bounded.upper_basis,
        bounded.lower_limit,
        bounded.upper_limit,
        case
            -- An abnormal baseline, were it one, is above the range: what is counted from it is not reached here.
            when
                bounded.condition in ('baseline abnormal', 'baseline up to 5 x ULN', 'baseline above 5 x ULN')
                and bounded.baseline_abnormal is null
                and bounded.value <= case bounded.lower_basis
                    when 'x baseline' then bounded.lower * bounded.range_high
                    when 'above baseline' then bounded.lower + bounded.range_high
                end
                then false
            else
                bounded.applies
                and case
                    when bounded.lower_basis is null then true
                    when bounded.lower_inclusive
                        then bounded.value >= bounded.lower_limit - 1e-9 * abs(bounded.lower_limit)
                    else bounded.value > bounded.lower_limit + 1e-9 * abs(bounded.lower_limit)
                end
                and case
                    when bounded.upper_basis is null then true
                    when bounded.upper_inclusive
                        then bounded.value <= bounded.upper_limit + 1e-9 * abs(bounded.upper_limit)
                    else bounded.value < bounded.upper_limit - 1e-9 * abs(bounded.upper_limit)
                end
        end as met
    from bounded
)

select
    judged.role,
    judged.source_row,
    judged.direction,
    judged.criterion_id,
    judged.grade,
    judged.used,
    judged.alone,
    judged.lower_basis,
    judged.upper_basis,
    judged.lower_limit,
    judged.upper_limit,
    judged.met is null as is_open
from judged
where judged.met is null or judged.met
