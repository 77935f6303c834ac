-- What: the values that a category's condition can name, of every treatment-emergent event.
-- Grain: one row per treatment-emergent record and variable.
-- Reads: adverse_event, adae_value.
with emergent_event as (
    select
        adverse_event.USUBJID,
        adverse_event.AESEQ,
        adverse_event.grade,
        adverse_event.severity,
        adverse_event.related,
        adverse_event.fatal
    from adverse_event
    where adverse_event.emergent
)

select
    emergent_event.USUBJID,
    emergent_event.AESEQ,
    'grade' as variable,
    cast(emergent_event.grade as varchar) as value,
    cast(emergent_event.grade as double) as number
from emergent_event
union all
select
    emergent_event.USUBJID,
    emergent_event.AESEQ,
    'severity' as variable,
    emergent_event.severity as value,
    cast(null as double) as number
from emergent_event
union all
select
    emergent_event.USUBJID,
    emergent_event.AESEQ,
    'related' as variable,
    case when emergent_event.related then 'Y' else 'N' end as value,
    cast(null as double) as number
from emergent_event
union all
select
    emergent_event.USUBJID,
    emergent_event.AESEQ,
    'fatal' as variable,
    case when emergent_event.fatal then 'Y' else 'N' end as value,
    cast(null as double) as number
from emergent_event
union all
select
    emergent_event.USUBJID,
    emergent_event.AESEQ,
    adae_value.variable,
    adae_value.value,
    adae_value.number
from emergent_event
inner join adae_value on emergent_event.USUBJID = adae_value.USUBJID and emergent_event.AESEQ = adae_value.AESEQ
