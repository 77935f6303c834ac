-- What: confirmed cases that the committee holds to be fatal of subjects who did not die.
-- Grain: one row per case.
-- Reads: adjudication, collected, death.
-- Without rows in adjudication there is nothing to find.
with death_collected as (
    select count(*) as variables
    from collected
    where collected.dataset = 'adsl' and collected.variable in ('DTHFL', 'DTHDT') and collected.present
)

select
    'adjudication' as dataset,
    adjudication.source_row,
    adjudication.record_key,
    'ADJGR' as variable,
    adjudication.ADJGR as value,
    'warning' as severity,
    'The adjudicated event was fatal (ADJGR 5 or ADJOUT FATAL) but neither ADSL nor ADAE records that the '
    || 'subject died' as message,
    'Retained; counted at the adjudicated grade, and not as a death' as action,
    true as until_cutoff
from adjudication
cross join death_collected
left join death on adjudication.USUBJID = death.USUBJID
where
    adjudication.ADJDEC = 'CONFIRMED'
    and (adjudication.ADJGR = '5' or upper(adjudication.ADJOUT) = 'FATAL')
    and death.USUBJID is null
    and death_collected.variables > 0
