-- What: the day and time of the first dose, where every dose that starts on that day has a time.
-- Grain: one row per subject whose first dose has a time.
-- Reads: dose, ex, first_last_dose.
select
    first_last_dose.USUBJID,
    min(ex.EXSTDTC) as TRTSDTM
from first_last_dose
inner join dose on first_last_dose.USUBJID = dose.USUBJID and first_last_dose.first_dose = dose.earliest_start
inner join ex on dose.source_row = ex.source_row
where dose.given and dose.start_known_to = 'day'
group by first_last_dose.USUBJID
having min(case when ex.EXSTDTC like '____-__-__T__:__%' then 1 else 0 end) = 1
