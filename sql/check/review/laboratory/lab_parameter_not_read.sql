-- What: parameters of ADLB, but for those of urine, that are no analyte: each called nearly like one, and the others.
-- Grain: one row per parameter that is near to an analyte; one for all others.
-- Reads: adlb, lab_analyte, lab_parameter, study.
-- Without rows in adlb there is nothing to find.
with unread as (
    select
        adlb.PARAMCD,
        -- An analyte that another version of CTCAE grades: creatine kinase is no term of 6.0.
        lab_parameter.paramcd is not null as known,
        count(*) as records
    from adlb
    cross join study
    left join lab_parameter on upper(adlb.PARAMCD) = lab_parameter.paramcd
    where
        -- Total calcium is read with the albumin of its day.
        not coalesce(lab_parameter.analyte in (select lab_analyte.analyte from lab_analyte), false)
        and not coalesce(lab_parameter.analyte = 'CA', false)
        and adlb.PARAMCD <> coalesce(study.lvef_parameter, '')
        and not coalesce(upper(adlb.PARAM) like '%URIN%', false)
        and not coalesce(upper(adlb.PARCAT1) like '%URIN%', false)
        and not coalesce(upper(adlb.LBCAT) like '%URIN%', false)
        and not coalesce(upper(adlb.LBSPEC) like '%URIN%', false)
    group by adlb.PARAMCD, lab_parameter.paramcd is not null
),

-- One code begins with the other: CREA and CREAT, ALTSI and ALT. Two letters (CK, MG) begin too much; nor is a
-- percentage of cells (LYMLE) a count of them.
near as (
    select
        unread.PARAMCD,
        min(lab_parameter.analyte) as analyte
    from unread
    inner join lab_parameter
        on
            not unread.known
            and length(unread.PARAMCD) >= 3
            and length(lab_parameter.paramcd) >= 3
            and not upper(unread.PARAMCD) like '%LE'
            and (
                starts_with(upper(unread.PARAMCD), lab_parameter.paramcd)
                or starts_with(lab_parameter.paramcd, upper(unread.PARAMCD))
            )
    group by unread.PARAMCD
),

told as (
    select
        unread.PARAMCD as value,
        unread.PARAMCD || ' is not read (records: ' || cast(unread.records as varchar) || '). Is it ' || near.analyte
        || '? Map it in laboratory.parameters' as message
    from unread
    inner join near on unread.PARAMCD = near.PARAMCD
    union all
    select
        cast(null as varchar) as value,
        'Number of parameters that are not an analyte graded by value in CTCAE: ' || cast(count(*) as varchar)
        || ' (records: ' || cast(sum(unread.records) as varchar) || '; '
        || string_agg(unread.PARAMCD, ', ' order by unread.PARAMCD)
        || '); a parameter that is such an analyte can be mapped in laboratory.parameters' as message
    from unread
    left join near on unread.PARAMCD = near.PARAMCD
    where near.PARAMCD is null
    having count(*) > 0
)

select
    'adlb' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'PARAMCD' as variable,
    told.value,
    'note' as severity,
    told.message,
    'Retained; not graded' as action
from told
