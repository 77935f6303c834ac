-- What: preferred terms under more than one system organ class.
-- Grain: one row per preferred term.
-- Reads: adae.
with coded as (
    select
        min(adae.AEDECOD) as AEDECOD,
        count(distinct upper(adae.AEBODSYS)) as classes,
        min(adae.AEBODSYS) as first_class,
        max(adae.AEBODSYS) as last_class
    from adae
    where adae.AEDECOD is not null and adae.AEBODSYS is not null
    group by upper(adae.AEDECOD)
)

select
    'adae' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'AEBODSYS' as variable,
    coded.AEDECOD as value,
    'warning' as severity,
    'The preferred term is under ' || cast(coded.classes as varchar) || ' system organ classes ('
    || case when coded.classes > 2 then 'including ' else '' end || coded.first_class || ' and ' || coded.last_class
    || '); a MedDRA term has one primary system organ class' as message,
    'Retained; counted under each system organ class as recorded' as action
from coded
where coded.classes > 1
