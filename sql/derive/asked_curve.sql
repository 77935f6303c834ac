-- What: the curves that the study file asks for; every study has that of any adverse event.
-- Grain: one row per curve.
-- Reads: curve.
select
    curve.curve,
    curve.level,
    curve.term,
    curve.category
from curve
where not (curve.level = 'any' and curve.term = 'any' and curve.category = 'any')
