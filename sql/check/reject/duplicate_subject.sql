-- What: second and later records of a subject in ADSL.
-- Grain: one row per record that is set aside.
-- Reads: adsl_input, same_record.
with numbered as (
    select
        adsl_input.USUBJID,
        adsl_input.source_row,
        adsl_input.record_key,
        same_record.content_order,
        coalesce(adsl_input.TRT01A, 'missing') as treatment,
        coalesce(adsl_input.SAFFL, 'missing') as flag,
        coalesce(cast(adsl_input.TRTSDT as varchar), 'missing') as first_dose,
        coalesce(cast(adsl_input.TRTEDT as varchar), 'missing') as last_dose,
        case
            when adsl_input.DTHDT is not null then 'on ' || cast(adsl_input.DTHDT as varchar)
            when adsl_input.DTHFL = 'Y' then 'without a date'
            else 'none'
        end as death,
        -- By what the records say, never by their order in the file: who can be counted before who cannot, a death
        -- before none, the longest treatment; what is left is decided by the text of all variables, a filled one
        -- before a missing one.
        row_number() over (
            partition by adsl_input.USUBJID
            order by
                case when adsl_input.SAFFL = 'Y' and adsl_input.TRT01A is not null then 0 else 1 end asc,
                case when adsl_input.SAFFL = 'Y' then 0 else 1 end asc,
                case when adsl_input.DTHDT is not null then 0 when adsl_input.DTHFL = 'Y' then 1 else 2 end asc,
                case when adsl_input.TRTSDT is null then 1 else 0 end asc,
                adsl_input.TRTSDT asc,
                case when adsl_input.TRTEDT is null then 1 else 0 end asc,
                adsl_input.TRTEDT desc,
                same_record.content_order desc,
                adsl_input.source_row asc
        ) as place
    from adsl_input
    left join same_record on same_record.dataset = 'adsl' and adsl_input.source_row = same_record.source_row
    where adsl_input.USUBJID is not null
),

used as (
    select
        numbered.USUBJID,
        numbered.source_row,
        numbered.content_order,
        numbered.treatment,
        numbered.flag,
        numbered.first_dose,
        numbered.last_dose,
        numbered.death
    from numbered
    where numbered.place = 1
)

select
    'adsl' as dataset,
    numbered.source_row,
    numbered.record_key,
    'USUBJID' as variable,
    numbered.USUBJID as value,
    'reject' as severity,
    case
        when numbered.content_order = used.content_order
            then
                'Row ' || cast(used.source_row as varchar)
                || ' is identical to this record in every variable of the file'
        else
            'ADSL has one record per subject; row ' || cast(used.source_row as varchar)
            || ' says: treatment ' || used.treatment || ', safety flag ' || used.flag || ', doses ' || used.first_dose
            || ' to ' || used.last_dose || ', death ' || used.death || '; this one: treatment ' || numbered.treatment
            || ', safety flag ' || numbered.flag || ', doses ' || numbered.first_dose || ' to ' || numbered.last_dose
            || ', death ' || numbered.death
    end as message,
    case
        when numbered.content_order = used.content_order then 'Set aside; identical records are counted once'
        else
            'Set aside; of records that differ, precedence is given to the one in the safety analysis set, with a '
            || 'treatment, with a death, with the earliest first and the latest last dose, else to the last in text '
            || 'order, regardless of row order'
    end as action
from numbered
inner join used on numbered.USUBJID = used.USUBJID
where numbered.place > 1
