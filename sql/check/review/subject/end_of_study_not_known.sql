-- What: subjects of whom nothing says when they left the study: how many, in one finding.
-- Grain: one row per study with such subjects.
-- Reads: end_of_study.
-- Without rows in end_of_study there is nothing to find.
with unknown as (
    select count(*) as subjects
    from end_of_study
    where end_of_study.source = 'not known'
)

select
    'adsl' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'EOSDT' as variable,
    cast(null as varchar) as value,
    'note' as severity,
    'The end of study is not known for ' || cast(unknown.subjects as varchar)
    || case when unknown.subjects = 1 then ' subject' else ' subjects' end
    || ': EOSDT, RFPENDTC and LSTALVDT do not give it, and none is known to be ongoing at a cut-off' as message,
    'Retained; at risk until the end of the window after the last dose; population.end_of_study can name an ADSL date'
        as action
from unknown
where unknown.subjects > 0
