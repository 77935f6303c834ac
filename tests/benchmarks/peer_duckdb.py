"""DuckDB by hand on the questions of bench_scale.py: python tests/benchmarks/peer_duckdb.py counts|rates FOLDER."""

import json
import sys
from pathlib import Path

import duckdb

COUNTS = """
with had as (
    select distinct adsl.TRT01A as arm, adae.USUBJID, adae.AEBODSYS, adae.AEDECOD
    from read_parquet($adae) as adae
    inner join read_parquet($adsl) as adsl using (USUBJID)
    where adsl.SAFFL = 'Y'
),
counted as (
    select arm, AEBODSYS, AEDECOD, count(distinct USUBJID) as subjects
    from had
    group by grouping sets ((arm), (arm, AEBODSYS), (arm, AEBODSYS, AEDECOD))
)
select sum(subjects)::bigint as subjects from counted
"""

RATES = """
with dead as (
    select USUBJID, min(AENDT) as death from read_parquet($adae) where AETOXGR = '5' group by USUBJID
),
subject as (
    select
        USUBJID, TRT01A as arm, TRTSDT, TRTEDT + 30 as window_end,
        case when TRTEDT is not null
            then greatest(date_diff('day', TRTSDT, least(TRTEDT + 30, death)) + 1, 1) end as risk
    from read_parquet($adsl) left join dead using (USUBJID)
    where SAFFL = 'Y'
),
event as (
    select
        USUBJID, AEBODSYS, AEDECOD, coalesce(AETOXGR::integer, 0) as grade, AESER = 'Y' as serious,
        coalesce(AEREL <> 'NOT RELATED', true) as related,
        coalesce(date_diff('day', TRTSDT, ASTDT) + 1, 1) as day
    from read_parquet($adae) inner join subject using (USUBJID)
    where case when ASTDT is null then AENDT >= TRTSDT
        else ASTDT >= TRTSDT and coalesce(ASTDT <= window_end, true) end
),
pt as (
    select
        USUBJID, AEBODSYS, AEDECOD, max(grade * 65536 + 65535 - day) as worst,
        count(*) as n0, min(day) as d0,
        count(*) filter (grade >= 3) as n1, min(day) filter (grade >= 3) as d1,
        count(*) filter (serious) as n2, min(day) filter (serious) as d2,
        count(*) filter (related) as n3, min(day) filter (related) as d3,
        count(*) filter (serious and related) as n4, min(day) filter (serious and related) as d4,
        count(*) filter (grade = 5) as n5, min(day) filter (grade = 5) as d5,
        count(*) filter (grade = 0) as g0, count(*) filter (grade = 1) as g1, count(*) filter (grade = 2) as g2,
        count(*) filter (grade = 3) as g3, count(*) filter (grade = 4) as g4, count(*) filter (grade = 5) as g5
    from event
    group by USUBJID, AEBODSYS, AEDECOD
),
soc as (
    select
        USUBJID, AEBODSYS, max(worst) as worst, min(columns('d[0-5]')), sum(columns('(n|g)[0-5]'))
    from pt
    group by USUBJID, AEBODSYS
),
anything as (
    select USUBJID, max(worst) as worst, min(columns('d[0-5]')), sum(columns('(n|g)[0-5]')) from soc group by USUBJID
),
every as (
    select 'PT' as level, * from pt
    union all by name select 'SOC' as level, * from soc
    union all by name select 'any' as level, * from anything
),
counted as (
    select
        level, AEBODSYS, AEDECOD, arm, worst // 65536 as grade, count(*) as subjects,
        sum(greatest(risk - (65535 - worst % 65536), 0)) as days,
        count(columns('d[0-5]')), sum(columns('(n|g)[0-5]')),
        sum(greatest(risk - d0, 0)) as r0, sum(greatest(risk - d1, 0)) as r1, sum(greatest(risk - d2, 0)) as r2,
        sum(greatest(risk - d3, 0)) as r3, sum(greatest(risk - d4, 0)) as r4, sum(greatest(risk - d5, 0)) as r5
    from every inner join subject using (USUBJID)
    group by level, AEBODSYS, AEDECOD, arm, worst // 65536
)
select
    sum(subjects + d0 + d1 + d2 + d3 + d4 + d5)::bigint as subjects,
    sum(n0 + n1 + n2 + n3 + n4 + n5 + g0 + g1 + g2 + g3 + g4 + g5)::bigint as events,
    sum(days + r0 + coalesce(r1, 0) + coalesce(r2, 0) + coalesce(r3, 0) + coalesce(r4, 0) + coalesce(r5, 0))::bigint
        as days
from counted
"""


def main() -> None:
    """Print the totals of a question."""
    question, folder = sys.argv[1], Path(sys.argv[2])
    files = {name: str(folder / f"{name}.parquet") for name in ("adsl", "adae")}
    answer = duckdb.connect().sql({"counts": COUNTS, "rates": RATES}[question], params=files)
    totals = dict(zip(answer.columns, answer.fetchall()[0], strict=True))
    sys.stdout.write(json.dumps(totals))


if __name__ == "__main__":
    main()
