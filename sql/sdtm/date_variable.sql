-- What: how many dates each variable has, how many of them can be read, and the first that cannot.
-- Grain: one row per dataset and variable that is filled.
-- Reads: partial_date, recorded_date.
select
    recorded_date.dataset,
    recorded_date.variable,
    count(*) as dates,
    sum(case when partial_date.known_to <> 'none' then 1 else 0 end) as readable,
    min(case when partial_date.known_to = 'none' then recorded_date.date_text end) as unreadable_text
from recorded_date
inner join partial_date on recorded_date.date_text = partial_date.date_text
group by recorded_date.dataset, recorded_date.variable
