-- What: every adverse event of the safety set with what counting needs: arm, days, grade, relationship, emergence.
-- Grain: one row per adverse-event record of a subject in the safety set.
-- Reads: adae, emergent, event_fact, subject, term_spelling.
-- Joined as written: at a million records half of the processor time and a third of the memory of DuckDB's own order.
with spelling as (
    select
        term_spelling.variable,
        term_spelling.term,
        term_spelling.counted_term
    from term_spelling
)

select
    adae.USUBJID,
    adae.AESEQ,
    adae.source_row,
    subject.arm,
    adae.AETERM,
    -- An uncoded event still counts in every level above, and shows at its own as what it is. A term in two spellings
    -- is one term.
    coalesce(spelled_class.counted_term, adae.AEBODSYS, '(uncoded)') as AEBODSYS,
    coalesce(spelled_group.counted_term, adae.AEHLGT, '(uncoded)') as AEHLGT,
    coalesce(spelled_high.counted_term, adae.AEHLT, '(uncoded)') as AEHLT,
    coalesce(spelled.counted_term, adae.AEDECOD, '(uncoded)') as AEDECOD,
    adae.ASTDT,
    adae.ASTDTF,
    adae.AENDT,
    -- Study days have no day 0: the day before the first dose is day -1.
    date_diff('day', subject.first_dose, adae.ASTDT)
    + case when adae.ASTDT >= subject.first_dose then 1 else 0 end as start_day,
    date_diff('day', subject.first_dose, adae.AENDT)
    + case when adae.AENDT >= subject.first_dose then 1 else 0 end as end_day,
    event_fact.grade,
    event_fact.severity,
    event_fact.severity_rank,
    event_fact.serious,
    adae.AEREL,
    event_fact.related,
    adae.AEACN,
    adae.AEOUT,
    event_fact.fatal,
    emergent.emergent,
    emergent.reason
from adae
inner join subject on adae.USUBJID = subject.USUBJID
inner join emergent on adae.source_row = emergent.source_row
inner join event_fact on adae.source_row = event_fact.source_row
left join spelling as spelled_class
    on adae.AEBODSYS = spelled_class.term and spelled_class.variable = 'AEBODSYS'
left join spelling as spelled_group on adae.AEHLGT = spelled_group.term and spelled_group.variable = 'AEHLGT'
left join spelling as spelled_high on adae.AEHLT = spelled_high.term and spelled_high.variable = 'AEHLT'
left join spelling as spelled on adae.AEDECOD = spelled.term and spelled.variable = 'AEDECOD'
