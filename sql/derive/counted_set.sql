-- What: of the categories that a subject reached, those it counts in: of a scale, such as grades, the worst alone.
-- Grain: one row per word and distinct set of categories that some subject reached.
-- Reads: category_bit, first_event, window_reached.
with reached as (
    select
        first_event.word,
        first_event.reached
    from first_event
    union
    select
        window_reached.word,
        window_reached.reached
    from window_reached
),

ranked as (
    select
        reached.word,
        reached.reached,
        category_bit.bit,
        category_bit.scale is null
        or category_bit.scale_rank = max(category_bit.scale_rank) over (
            partition by reached.word, reached.reached, category_bit.scale
        ) as counted
    from reached
    inner join category_bit on reached.word = category_bit.word and reached.reached & category_bit.bit <> 0
)

select
    ranked.word,
    ranked.reached,
    cast(sum(case when ranked.counted then ranked.bit else 0 end) as bigint) as counted
from ranked
group by ranked.word, ranked.reached
