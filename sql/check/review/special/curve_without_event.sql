-- What: curves of the study file that stay at 0: a term no event has, a level or category not counted, no such event.
-- Grain: one row per curve.
-- Reads: adjudicated_event, adverse_event, asked_curve, category, level, meddra_hierarchy, query, term_group,
-- time_to_event.
-- Without rows in asked_curve there is nothing to find.
with flat as (
    select
        asked_curve.curve,
        asked_curve.level,
        asked_curve.term,
        asked_curve.category
    from asked_curve
    left join time_to_event on asked_curve.curve = time_to_event.curve and time_to_event.status = 1
    where time_to_event.curve is null
),

known_term as (
    select
        level.level,
        'any' as term
    from level
    where level.level = 'any'
    union
    select
        'SOC' as level,
        adverse_event.AEBODSYS as term
    from adverse_event
    union
    select
        'HLGT' as level,
        adverse_event.AEHLGT as term
    from adverse_event
    union
    select
        'HLT' as level,
        adverse_event.AEHLT as term
    from adverse_event
    union
    select
        'PT' as level,
        adverse_event.AEDECOD as term
    from adverse_event
    union
    select
        'group' as level,
        term_group.term_group as term
    from term_group
    union
    select
        query.level,
        query.query as term
    from query
    union
    select
        'adjudicated' as level,
        adjudicated_event.event as term
    from adjudicated_event
),

matched as (
    -- At its level, at another level, and in the dictionary (the terms that nobody had).
    select
        flat.curve,
        max(case when known_term.level = flat.level then 1 else 0 end) as here,
        min(case when known_term.level <> flat.level then level.level end) as other_level
    from flat
    inner join known_term on upper(flat.term) = upper(known_term.term)
    left join level on known_term.level = level.level
    group by flat.curve
),

in_dictionary as (
    select distinct flat.curve
    from flat
    inner join meddra_hierarchy
        on
            upper(flat.term) = upper(
                case flat.level
                    when 'SOC' then meddra_hierarchy.soc_name
                    when 'HLGT' then meddra_hierarchy.hlgt_name
                    when 'HLT' then meddra_hierarchy.hlt_name
                    when 'PT' then meddra_hierarchy.pt_name
                end
            )
),

spelling as (
    -- A name within the other is nearer than any typing error: queries are called by their name, source and scope.
    select
        flat.curve,
        known_term.term,
        greatest(length(flat.term), length(known_term.term)) as letters,
        case
            when position(upper(flat.term) in upper(known_term.term)) > 0 then 0
            else levenshtein(upper(flat.term), upper(known_term.term))
        end as distance
    from flat
    inner join known_term on flat.level = known_term.level
),

near as (
    select
        spelling.curve,
        spelling.term,
        row_number() over (partition by spelling.curve order by spelling.distance asc, spelling.term asc) as place
    from spelling
    -- As many letters in common as pv.study.terminology.term_suggestion asks for: six of ten.
    where spelling.distance <= 0.4 * spelling.letters
),

judged as (
    select
        flat.curve,
        flat.level,
        flat.term,
        flat.category,
        coalesce(
            category.note,
            case
                when flat.category in ('mild', 'moderate', 'severe', 'severity_missing')
                    then 'not counted: grades (AETOXGR) are collected and counted instead of severities'
                else 'not counted: AETOXGR is not collected'
            end
        ) as category_note,
        case flat.level
            when 'group' then 'the study file has no [[group]]'
            when 'SMQ' then 'the study file names no query in dictionary.smq'
            when 'query' then 'the study file names no file in dictionary.queries'
            when 'adjudicated' then 'no subject in the analysis set has a case in ADJUDICATION'
            else 'AE' || flat.level || ' is not collected'
        end as level_note,
        case
            when in_dictionary.curve is not null then ', which MedDRA has'
            when near.term is not null then '; is ''' || near.term || ''' meant?'
            when matched.other_level is not null then '; it is a term at level ' || matched.other_level
            else '; no similar term exists there'
        end as term_note,
        in_dictionary.curve is not null as in_dictionary,
        case
            when flat.level <> 'adjudicated' and level.level is null then 'level'
            when flat.level = 'adjudicated' and not exists (select 1 from adjudicated_event) then 'level'
            when coalesce(matched.here, 0) = 0 then 'term'
            when flat.level = 'adjudicated' then 'nobody'
            when category.category is null or not category.collected then 'category'
            when not category.every_level and flat.level <> 'any' then 'every level'
            else 'nobody'
        end as reason
    from flat
    left join level on flat.level = level.level
    left join category on flat.category = category.category
    left join matched on flat.curve = matched.curve
    left join in_dictionary on flat.curve = in_dictionary.curve
    left join near on flat.curve = near.curve and near.place = 1
)

select
    case when judged.level = 'adjudicated' then 'adjudication' else 'adae' end as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    case judged.level
        when 'adjudicated' then 'ADJEVENT'
        when 'SOC' then 'AEBODSYS'
        when 'HLGT' then 'AEHLGT'
        when 'HLT' then 'AEHLT'
        else 'AEDECOD'
    end as variable,
    case
        when judged.reason = 'level' then judged.level
        when judged.reason in ('category', 'every level') then judged.category
        else judged.term
    end as value,
    case
        when judged.reason = 'nobody' or (judged.reason = 'term' and judged.in_dictionary) then 'note'
        else 'warning'
    end as severity,
    'The curve ''' || judged.curve || ''' of the study file stays at 0: '
    || case judged.reason
        when 'nobody' then 'no subject has such an event during the time at risk'
        when 'every level' then 'the category ' || judged.category || ' is counted only at level any'
        when 'category' then 'the category ' || judged.category || ' is ' || judged.category_note
        when 'level' then 'the level ' || judged.level || ' is not counted: ' || judged.level_note
        else 'no event has the term ''' || judged.term || ''' at level ' || judged.level || judged.term_note
    end as message,
    'Retained; the curve is drawn as it is' as action
from judged
