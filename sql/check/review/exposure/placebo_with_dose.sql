-- What: doses of a placebo above 0; where most have one the study records tablets or volumes, which is said once.
-- Grain: one row per dose, or one row for all.
-- Reads: adex.
-- Without rows in adex there is nothing to find.
with placebo as (
    select
        adex.source_row,
        adex.record_key,
        adex.EXTRT,
        adex.EXDOSE,
        count(*) over () as doses,
        sum(case when adex.EXDOSE > 0 then 1 else 0 end) over () as above_zero,
        row_number() over (order by adex.EXDOSE desc, adex.record_key asc, adex.source_row asc) as place
    from adex
    where
        (upper(adex.EXTRT) like '%PLACEBO%' or upper(trim(adex.EXTRT)) = 'PBO')
        -- A blinded name says nothing of what was given.
        and upper(adex.EXTRT) not like '% OR %' and upper(adex.EXTRT) not like '%/%'
)

select
    'adex' as dataset,
    case when 2 * placebo.above_zero <= placebo.doses then placebo.source_row end as source_row,
    case when 2 * placebo.above_zero <= placebo.doses then placebo.record_key end as record_key,
    'EXDOSE' as variable,
    cast(placebo.EXDOSE as varchar) as value,
    case when 2 * placebo.above_zero <= placebo.doses then 'warning' else 'note' end as severity,
    case
        when 2 * placebo.above_zero <= placebo.doses
            then 'EXTRT is ' || placebo.EXTRT || ' but EXDOSE is above 0, unlike most placebo doses'
        else
            cast(placebo.above_zero as varchar) || ' of ' || cast(placebo.doses as varchar)
            || ' placebo doses have an EXDOSE above 0; a placebo has no dose'
    end as message,
    'Retained; counted as placebo' as action,
    true as until_cutoff
from placebo
where placebo.EXDOSE > 0 and (2 * placebo.above_zero <= placebo.doses or placebo.place = 1)
