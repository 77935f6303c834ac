-- What: was each subject assigned to an arm, and does DM say that no arm was followed.
-- Grain: one row per record of DM.
-- Reads: dm.
with coded as (
    -- SDTMIG up to 3.3 says it in the codes of the arms, from 3.4 on in ARMNRS.
    select
        dm.source_row,
        coalesce(upper(dm.ARMCD), '') in ('SCRNFAIL', 'NOTASSGN')
        or coalesce(upper(dm.ACTARMCD), '') in ('SCRNFAIL', 'NOTASSGN')
        or coalesce(upper(dm.ARM), '') in ('SCREEN FAILURE', 'NOT ASSIGNED')
        or coalesce(upper(dm.ACTARM), '') in ('SCREEN FAILURE', 'NOT ASSIGNED')
        or coalesce(upper(dm.ARMNRS), '') in ('SCREEN FAILURE', 'NOT ASSIGNED') as not_enrolled,
        dm.ARMNRS is not null
        or coalesce(upper(dm.ACTARMCD), '') = 'NOTTRT'
        or coalesce(upper(dm.ACTARM), '') = 'NOT TREATED' as without_actual_arm
    from dm
)

select
    coded.source_row,
    not coded.not_enrolled as enrolled,
    coded.without_actual_arm
from coded
