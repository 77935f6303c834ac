-- What: records of one end of the treatment, or of the study, that contradict each other: another reason, another day.
-- Grain: one row per record that another one outweighs.
-- Reads: disposition_record.
-- Without rows in disposition_record there is nothing to find.
select
    'ds' as dataset,
    other.source_row,
    other.record_key,
    'DSDECOD' as variable,
    other.decision as value,
    'warning' as severity,
    'The end of the ' || other.kind || ' is recorded as ' || other.decision
    || coalesce(' on ' || cast(other.event_date as varchar), '') || ', and in another record (' || chosen.record_key
    || ') as ' || chosen.decision || coalesce(' on ' || cast(chosen.event_date as varchar), '') as message,
    case
        when chosen.after_cutoff then 'Retained; both are after the cut-off, so the subject is ongoing at the cut-off'
        else
            'Retained; ' || chosen.decision || coalesce(' on ' || cast(chosen.event_date as varchar), '')
            || ' is used; ' || case
                when other.after_cutoff then 'this record is after the cut-off'
                else 'a subject who discontinued is not counted as having completed'
            end
    end as action
from disposition_record as other
inner join disposition_record as chosen
    on
        other.USUBJID = chosen.USUBJID
        and other.kind = chosen.kind
        and other.subcategory = chosen.subcategory
        and other.epoch = chosen.epoch
where
    chosen.place = 1
    and other.place > 1
    and (
        other.decision <> chosen.decision
        or coalesce(
            other.latest_date <> chosen.latest_date, other.latest_date is not null or chosen.latest_date is not null
        )
    )
