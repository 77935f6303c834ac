-- What: mean, standard deviation, quartiles and range of each number.
-- Grain: one row per population, arm (or all of them) and variable.
-- Reads: column_member, subject_number.
-- Quantiles by order statistics, definition 2 of Hyndman and Fan 1996 (the default of SAS).
with placed as (
    select
        subject_number.analysis_set,
        column_member.arm,
        subject_number.variable,
        subject_number.number,
        row_number() over (
            partition by subject_number.analysis_set, column_member.arm, subject_number.variable
            order by subject_number.number
        ) as place,
        count(*) over (partition by subject_number.analysis_set, column_member.arm, subject_number.variable) as subjects
    from subject_number
    inner join column_member on subject_number.arm = column_member.member
)

-- The quantile p of n values is the mean of those at places ceil(np) and floor(np) + 1.
select
    placed.analysis_set,
    placed.arm,
    placed.variable,
    count(*) as subjects,
    sum(placed.number order by placed.number) as total,
    avg(placed.number order by placed.number) as mean,
    stddev_samp(placed.number order by placed.number) as sd,
    avg(
        case when placed.place in (ceil(placed.subjects / 4.0), floor(placed.subjects / 4.0) + 1) then placed.number end
    ) as q1,
    avg(
        case when placed.place in (ceil(placed.subjects / 2.0), floor(placed.subjects / 2.0) + 1) then placed.number end
    ) as median,
    avg(
        case
            when placed.place in (ceil(placed.subjects * 3 / 4.0), floor(placed.subjects * 3 / 4.0) + 1)
                then placed.number
        end
    ) as q3,
    min(placed.number) as minimum,
    max(placed.number) as maximum
from placed
group by placed.analysis_set, placed.arm, placed.variable
