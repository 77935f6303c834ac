-- What: subjects who got the treatment of another arm than their actual one, or treatments of several arms.
-- Grain: one row per subject.
-- Reads: adsl, study, treatment_received.
-- Without rows in treatment_received there is nothing to find.
select
    'adsl' as dataset,
    adsl.source_row,
    adsl.record_key,
    'TRT01A' as variable,
    adsl.TRT01A as value,
    'warning' as severity,
    case treatment_received.fits
        when 'another arm'
            then
                'Every recorded dose (' || treatment_received.treatments || ') is of ' || treatment_received.fitting
                || ', not of ' || treatment_received.actual_arm
        else
            'The recorded doses (' || treatment_received.treatments || ') are of more than one arm, not of '
            || treatment_received.actual_arm || ' alone'
    end as message,
    case
        when study.population_by = 'treatment received' and treatment_received.received_arm <> adsl.TRT01A
            then 'Retained; counted under the treatment received, ' || treatment_received.received_arm
        when study.population_by = 'treatment received'
            then 'Retained; counted under TRT01A; the doses do not identify one arm'
        else 'Retained; counted under TRT01A, unless population.by of the study file is "treatment received"'
    end as action
from treatment_received
inner join adsl on treatment_received.USUBJID = adsl.USUBJID
cross join study
where treatment_received.fits <> 'actual arm'
