-- What: the largest decrease of the ejection fraction of each subject after the first dose, and the worst grade.
-- Grain: one row per subject of the safety set with a baseline and a post-baseline value.
-- Reads: lvef.
with placed as (
    select
        lvef.USUBJID,
        lvef.arm,
        lvef.visit,
        lvef.day,
        lvef.baseline,
        lvef.value,
        lvef.decrease,
        row_number() over (
            partition by lvef.USUBJID
            order by lvef.decrease desc, lvef.day asc, lvef.visit_number asc, lvef.visit asc, lvef.source_row asc
        ) as place,
        count(*) over (partition by lvef.USUBJID) as measurements,
        max(lvef.grade) over (partition by lvef.USUBJID) as grade,
        max(lvef.highest_grade) over (partition by lvef.USUBJID) as highest_grade
    from lvef
)

select
    placed.USUBJID,
    placed.arm,
    placed.visit,
    placed.day,
    placed.baseline,
    placed.value,
    placed.decrease,
    placed.measurements,
    placed.grade,
    placed.highest_grade
from placed
where placed.place = 1
