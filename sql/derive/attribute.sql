-- What: the values that a category's condition can name, of every event, emergent or not.
-- Grain: one row per adverse-event record of the safety set and variable.
-- Reads: adverse_event, adae_value.
select
    adverse_event.USUBJID,
    adverse_event.AESEQ,
    adverse_event.source_row,
    'grade' as variable,
    cast(adverse_event.grade as varchar) as value,
    cast(adverse_event.grade as double) as number
from adverse_event
union all
select
    adverse_event.USUBJID,
    adverse_event.AESEQ,
    adverse_event.source_row,
    'severity' as variable,
    adverse_event.severity as value,
    cast(null as double) as number
from adverse_event
union all
select
    adverse_event.USUBJID,
    adverse_event.AESEQ,
    adverse_event.source_row,
    'related' as variable,
    case when adverse_event.related then 'Y' else 'N' end as value,
    cast(null as double) as number
from adverse_event
union all
select
    adverse_event.USUBJID,
    adverse_event.AESEQ,
    adverse_event.source_row,
    'fatal' as variable,
    case when adverse_event.fatal then 'Y' else 'N' end as value,
    cast(null as double) as number
from adverse_event
union all
select
    adverse_event.USUBJID,
    adverse_event.AESEQ,
    adverse_event.source_row,
    adae_value.variable,
    adae_value.value,
    adae_value.number
from adverse_event
inner join adae_value on adverse_event.source_row = adae_value.source_row
