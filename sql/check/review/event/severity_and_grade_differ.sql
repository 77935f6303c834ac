-- What: events whose severity and CTCAE grade contradict each other.
-- Grain: one row per event.
-- Reads: adae.
-- CTCAE 5.0, introduction: grade 1 mild, 2 moderate, 3 severe, 4 life-threatening, 5 death.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'AESEV' as variable,
    adae.AESEV as value,
    'note' as severity,
    'AESEV is ' || adae.AESEV || ' and AETOXGR is ' || adae.AETOXGR
    || '; grade 1 is mild, 2 moderate, 3 severe, 4 and 5 are more severe' as message,
    'Retained; counted by the grade' as action,
    true as until_cutoff
from adae
where
    (adae.AESEV = 'MILD' and adae.AETOXGR in ('2', '3', '4', '5'))
    or (adae.AESEV = 'MODERATE' and adae.AETOXGR in ('1', '3', '4', '5'))
    or (adae.AESEV = 'SEVERE' and adae.AETOXGR in ('1', '2'))
