-- What: the day of each date text that is complete; a time of day is dropped.
-- Grain: one row per distinct complete date text.
-- Reads: partial_date.
select
    partial_date.date_text,
    partial_date.earliest as full_date
from partial_date
where partial_date.known_to = 'day'
