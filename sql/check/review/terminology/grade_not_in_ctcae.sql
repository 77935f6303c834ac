-- What: grades that the CTCAE term of the event does not have.
-- Grain: one row per event.
-- Reads: adae, grade_text.
-- Without rows in grade_text there is nothing to find.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'AETOXGR' as variable,
    adae.AETOXGR as value,
    case when grade_text.certain then 'warning' else 'note' end as severity,
    'The grade is ' || adae.AETOXGR || ', but ' || grade_text.ctcae_term || ' of CTCAE ' || grade_text.ctcae_version
    || ' (matched by ' || grade_text.matched_by
    || case
        when grade_text.basis = 'spelling' then ', in American spelling'
        when grade_text.basis = 'synonym' then ', a synonym'
        else ''
    end
    || ') has the grades ' || grade_text.ctcae_grades || ' only'
    || case
        when grade_text.certain then ''
        else '; the lowest level term is not a CTCAE term, so the event may have been graded under Other, specify'
    end as message,
    'Retained; counted with grade ' || adae.AETOXGR || ', as recorded' as action,
    true as until_cutoff
from adae
inner join grade_text on adae.source_row = grade_text.source_row
where grade_text.text is null
