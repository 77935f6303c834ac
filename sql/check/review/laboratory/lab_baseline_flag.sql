-- What: laboratory results that are flagged as the baseline beside another one, or after the first dose.
-- Grain: one row per record.
-- Reads: adlb, lab_value.
-- Without rows in lab_value there is nothing to find.
with flagged as (
    select
        lab_value.source_row,
        case
            when lab_value.phase = 'baseline' and lab_value.day > 1 then 'but was taken after the day of the first dose'
            when lab_value.phase <> 'baseline' then 'and so is another result of the subject'
        end as message,
        case
            when lab_value.phase = 'baseline' then 'Retained; used as the baseline because no earlier result is flagged'
            when lab_value.phase = 'before'
                then 'Retained; the last result flagged up to the first dose is the baseline'
            when lab_value.phase = 'after cut-off' then 'Retained in the table; not counted (after the cut-off date)'
            else 'Retained; counted as post-baseline because it was taken after the first dose'
        end as action
    from lab_value
    where lab_value.flagged_baseline and lab_value.value >= 0
)

select
    'adlb' as dataset,
    flagged.source_row,
    adlb.record_key,
    'ABLFL' as variable,
    adlb.ABLFL as value,
    'warning' as severity,
    adlb.PARAMCD || ' is flagged as the baseline (ABLFL), ' || flagged.message as message,
    flagged.action
from flagged
inner join adlb on flagged.source_row = adlb.source_row
where flagged.message is not null
