-- What: confirmed cases without the grade, the onset or the relationship by the committee.
-- Grain: one row per case and variable.
-- Reads: adjudication, study.
-- Without rows in adjudication there is nothing to find.
with confirmed as (
    select
        adjudication.source_row,
        adjudication.record_key,
        adjudication.ADJGR,
        adjudication.ADJSTDT,
        adjudication.ADJREL
    from adjudication
    where adjudication.ADJDEC = 'CONFIRMED'
),

lacking as (
    select
        confirmed.source_row,
        confirmed.record_key,
        'ADJGR' as variable,
        'Retained; counted under grade missing' as action
    from confirmed
    where confirmed.ADJGR is null
    union all
    select
        confirmed.source_row,
        confirmed.record_key,
        'ADJSTDT' as variable,
        'Retained; excluded from time to onset; counted at the first dose in a cumulative incidence' as action
    from confirmed
    where confirmed.ADJSTDT is null
    union all
    select
        confirmed.source_row,
        confirmed.record_key,
        'ADJREL' as variable,
        'Retained; counted as ' || case when study.missing_related then 'related' else 'not related' end as action
    from confirmed
    cross join study
    where confirmed.ADJREL is null
)

select
    'adjudication' as dataset,
    lacking.source_row,
    lacking.record_key,
    lacking.variable,
    cast(null as varchar) as value,
    'warning' as severity,
    lacking.variable || ' is missing although ADJDEC is CONFIRMED; a confirmed event must have an adjudicated grade, '
    || 'onset and relationship' as message,
    lacking.action,
    true as until_cutoff
from lacking
