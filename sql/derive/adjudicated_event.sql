-- What: every case of special interest of the safety set: the committee's decision beside the investigator's report.
-- Grain: one row per case of a subject in the safety set, but for those that begin after the cut-off.
-- Reads: adjudication, study, subject.
with decided as (
    select
        adjudication.USUBJID,
        adjudication.ADJSEQ,
        adjudication.source_row,
        subject.arm,
        coalesce(adjudication.ADJEVENT, '(event not named)') as event,
        adjudication.AESEQ,
        adjudication.AELNK,
        adjudication.AESEQ is not null
        or adjudication.AELNK is not null
        or adjudication.INVTERM is not null
        or adjudication.INVGR is not null as reported,
        adjudication.INVTERM,
        adjudication.INVGR,
        adjudication.INVSTDT,
        adjudication.ADJTERM,
        adjudication.ADJGR,
        adjudication.ADJSTDT,
        adjudication.ADJDT,
        adjudication.ADJOUT,
        adjudication.ADJDEC,
        -- A missing relationship counts as the study says, as it does for adverse events.
        coalesce(adjudication.ADJREL = 'Y', study.missing_related) as related,
        subject.first_dose,
        subject.window_end
    from adjudication
    inner join subject on adjudication.USUBJID = subject.USUBJID
    cross join study
    -- The onset of the committee decides, that of the investigator where the committee has none.
    where not coalesce(coalesce(adjudication.ADJSTDT, adjudication.INVSTDT) > study.counted_until, false)
)

select
    decided.USUBJID,
    decided.ADJSEQ,
    decided.source_row,
    decided.arm,
    decided.event,
    decided.AESEQ,
    decided.AELNK,
    decided.reported,
    decided.INVTERM as investigator_term,
    case when decided.INVGR in ('1', '2', '3', '4', '5') then cast(decided.INVGR as integer) end as investigator_grade,
    date_diff('day', decided.first_dose, decided.INVSTDT)
    + case when decided.INVSTDT >= decided.first_dose then 1 else 0 end as investigator_onset_day,
    case
        when decided.ADJDEC = 'CONFIRMED' and decided.related then 'related'
        when decided.ADJDEC = 'CONFIRMED' then 'not related'
        when decided.ADJDEC = 'NOT CONFIRMED' then 'not confirmed'
        else 'undecided'
    end as decision,
    case
        when decided.ADJDEC = 'CONFIRMED' and decided.related then 4
        when decided.ADJDEC = 'CONFIRMED' then 3
        when decided.ADJDEC = 'NOT CONFIRMED' then 2
        else cast(1 as bigint)
    end as decision_rank,
    decided.ADJTERM as committee_term,
    case when decided.ADJGR in ('1', '2', '3', '4', '5') then cast(decided.ADJGR as integer) end as committee_grade,
    decided.ADJSTDT as onset_date,
    date_diff('day', decided.first_dose, decided.ADJSTDT)
    + case when decided.ADJSTDT >= decided.first_dose then 1 else 0 end as onset_day,
    -- Adjudicated events count at any time; where the onset lies is said, not asked.
    decided.ADJSTDT >= decided.first_dose and coalesce(decided.ADJSTDT <= decided.window_end, true) as in_window,
    decided.ADJDT as decision_date,
    coalesce(decided.ADJOUT, '(missing)') as outcome
from decided
