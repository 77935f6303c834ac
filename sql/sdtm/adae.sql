-- What: the adverse events in the shape of ADAE.
-- Grain: one row per record of AE.
-- Reads: ae, event_date, event_death, treatment_emergent_flag.
select
    ae.source_row,
    ae.STUDYID,
    ae.USUBJID,
    ae.AESEQ,
    ae.AETERM,
    ae.AELLT,
    ae.AELLTCD,
    ae.AEDECOD,
    ae.AEPTCD,
    ae.AEHLT,
    ae.AEHLTCD,
    ae.AEHLGT,
    ae.AEHLGTCD,
    ae.AEBODSYS,
    ae.AEBDSYCD,
    ae.AESOC,
    ae.AESOCCD,
    event_date.ASTDT,
    event_date.ASTDTF,
    case
        when ae.AESTDTC like '____-__-__T__:__%' or ae.AESTDTC like '____-__-__ __:__%' then ae.AESTDTC
    end as ASTDTM,
    event_date.AENDT,
    event_date.AENDTF,
    case
        when ae.AEENDTC like '____-__-__T__:__%' or ae.AEENDTC like '____-__-__ __:__%' then ae.AEENDTC
    end as AENDTM,
    ae.AESEV,
    ae.AETOXGR,
    ae.AESER,
    event_death.AESDTH,
    event_death.AEDTHDTC,
    ae.AESLIFE,
    ae.AESHOSP,
    ae.AESDISAB,
    ae.AESCONG,
    ae.AESMIE,
    ae.AESCAN,
    ae.AESOD,
    ae.AEREL,
    ae.AEACN,
    ae.AEACNOTH,
    ae.AEOUT,
    treatment_emergent_flag.TRTEMFL
from ae
inner join event_date on ae.source_row = event_date.source_row
inner join event_death on ae.source_row = event_death.source_row
left join treatment_emergent_flag on ae.source_row = treatment_emergent_flag.source_row
order by ae.source_row
