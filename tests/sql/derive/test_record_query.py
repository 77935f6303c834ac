"""record_query.sql and the levels SMQ and query: every query against a count of the subjects by hand and by force."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meddra_files import dictionary
from meddra_study import coded_study, event
from pv.errors import InputError, SettingError
from query_force import FORCE
from small_study import count

ALL = 'smq = "all"'


#: Query -> is a subject with these terms in it; the contents are those of meddra_files.CONTENT.

SEVERAL = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 5), st.booleans()), max_size=6)


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SEVERAL, min_size=20, max_size=20))
def test_every_query_counts_the_subjects_that_a_direct_evaluation_finds(
    people: Sequence[Sequence[tuple[int, int, bool]]],
) -> None:
    rows = [
        event(soc, place, USUBJID=f"U{person}", ASTDT="2020-01-12" if emergent else "2019-01-01")
        for person, terms in enumerate(people, start=1)
        for soc, place, emergent in terms
    ]
    rows.append(event(1, 6, USUBJID="C1"))
    emergent_terms = [{(soc, place) for soc, place, emergent in terms if emergent} for terms in people]
    expected = {query: sum(case(found) for found in emergent_terms) for query, case in FORCE.items()}
    with TemporaryDirectory() as folder, coded_study(Path(folder), rows, ALL, drug=len(people)) as study:
        counts = study.sql(
            "select term, subjects from incidence where level = 'SMQ' and arm = 'Drug' and category = 'any'"
        )
    assert dict(zip(counts["term"], counts["subjects"], strict=True)) == expected


def test_a_subject_counts_once_and_every_record_that_is_part_of_it_is_an_event(tmp_path: Path) -> None:
    # B and C are had, D is not; two records of B, one of C, and one that is in no query.
    rows = [event(3, 2), event(3, 3), event(1, 1, AESER="Y"), event(1, 6)]
    with coded_study(tmp_path, rows, ALL) as study:
        row = count(study, arm="Drug", level="SMQ", term="Reaction (SMQ) algorithm", category="any")
        assert (row["subjects"], row["events"], row["arm_subjects"]) == (1, 3, 1)
        serious = count(study, arm="Drug", level="SMQ", term="Reaction (SMQ) algorithm", category="serious")
        assert (serious["subjects"], serious["events"]) == (1, 1)
        compared = count(study, "comparison", level="SMQ", term="Reaction (SMQ) algorithm", category="any")
        assert (compared["subjects"], compared["comparator_subjects"], compared["soc"]) == (1, 0, "any")


def test_records_of_an_alternative_that_is_not_met_are_not_part_of_it(tmp_path: Path) -> None:
    # A is had, and B without C and D: only the record of A is an event of the algorithm.
    with coded_study(tmp_path, [event(3, 1), event(3, 2)], ALL) as study:
        assert count(study, arm="Drug", term="Reaction (SMQ) algorithm", category="any")["events"] == 1
        assert count(study, arm="Drug", term="Reaction (SMQ) broad", category="any")["events"] == 2


def test_a_category_weighs_once(tmp_path: Path) -> None:
    # B twice (3) and C (3) are 6, not more than 6; with D (1) they are 7, and all four records are part of it.
    weighed = [event(4, 2), event(4, 3), event(4, 4)]
    with coded_study(tmp_path, weighed, ALL) as study:
        assert count(study, arm="Drug", term="Systemic illness (SMQ) algorithm", category="any")["subjects"] == 0
    with coded_study(tmp_path, [*weighed, event(4, 5)], ALL) as study:
        row = count(study, arm="Drug", term="Systemic illness (SMQ) algorithm", category="any")
        assert (row["subjects"], row["events"]) == (1, 4)


def test_a_lowest_level_term_without_its_preferred_term_is_looked_for_by_itself(tmp_path: Path) -> None:
    rows = [
        event(2, 6, AELLT="HEART EVENT 6 NOS"),
        event(2, 6, AELLT="Heart event 6", USUBJID="U2"),
        event(2, 6, AELLTCD=12212100, USUBJID="U3"),
    ]
    with coded_study(tmp_path, rows, ALL, drug=3) as study:
        assert count(study, arm="Drug", term="Heart failure (SMQ) broad", category="any")["subjects"] == 2
        assert count(study, arm="Drug", term="Heart problems (SMQ) broad", category="any")["subjects"] == 2
        assert count(study, arm="Drug", term="Heart failure (SMQ) narrow", category="any")["subjects"] == 0


def test_an_algorithm_that_is_not_understood_is_a_finding_and_not_a_number(tmp_path: Path) -> None:
    with coded_study(tmp_path, [event(1, 8)], ALL) as study:
        found = study.findings.query("rule == 'query_algorithm_not_read'")
        assert found["value"].to_list() == ["Obscure (SMQ)"]
        assert "'A unless B'" in found["message"].iloc[0]
        assert study.sql("select count(*) as n from query where query = 'Obscure (SMQ) algorithm'")["n"].to_list() == [
            0
        ]


def test_queries_are_chosen_by_code_name_and_scope(tmp_path: Path) -> None:
    text = 'smq = ["20000002", "reaction (smq)"]\nsmq_scope = ["narrow", "algorithm"]'
    with coded_study(tmp_path, [event(2, 1)], text) as study:
        terms = study.sql("select distinct term from incidence where level = 'SMQ' order by term")["term"].to_list()
        assert terms == ["Heart rhythm (SMQ) narrow", "Reaction (SMQ) algorithm", "Reaction (SMQ) narrow"]
        assert set(study.table("query_term")["version"]) == {"1.0"}


def test_a_query_that_is_not_there_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"'Hart rhythm \(SMQ\)' is not an active query .*'Heart rhythm \(SMQ\)'"):
        coded_study(tmp_path, [event(2, 1)], 'smq = ["Hart rhythm (SMQ)"]')


def test_a_query_below_itself_is_an_error(tmp_path: Path) -> None:
    lines = dictionary()
    lines["smq_content"].append("20000002$20000001$0$0$S$0$A$1.0$1.0$")
    with pytest.raises(InputError, match="the query 20000001 is below itself"):
        coded_study(tmp_path, [event(2, 1)], ALL, lines=lines)


FMQ = "fmq,pt,category\nCardiac,Heart event 1,Narrow\nCardiac,heart event 2,Broad\nRash,Skin event 1,Narrow\n"


def test_medical_queries_of_a_file_and_what_none_of_them_captures(tmp_path: Path) -> None:
    (tmp_path / "fmq.csv").write_text(FMQ + "Rash,Ear event 1,Broad\n", encoding="utf-8")
    rows = [event(2, 1), event(2, 2, USUBJID="U2"), event(4, 1, USUBJID="U2"), event(4, 1, USUBJID="C1")]
    with coded_study(tmp_path, rows, 'queries = "fmq.csv"', drug=2) as study:
        narrow = count(study, arm="Drug", level="query", term="Cardiac (FMQ) narrow", category="any")
        broad = count(study, arm="Drug", level="query", term="Cardiac (FMQ) broad", category="any")
        assert (narrow["subjects"], broad["subjects"]) == (1, 2)
        assert count(study, arm="Control", term="Rash (FMQ) broad", category="any")["subjects"] == 0
        rest = study.table("uncaptured_term")
        # Heart event 2 is of the broad scope alone.
        assert rest[["arm", "scope", "term", "subjects", "arm_subjects", "events"]].to_numpy().tolist() == [
            ["Drug", "narrow", "Heart event 2", 1, 2, 1],
            ["Drug", "narrow", "Nerve event 1", 1, 2, 1],
            ["Drug", "broad", "Nerve event 1", 1, 2, 1],
            ["Control", "narrow", "Heart event 2", 0, 1, 0],
            ["Control", "narrow", "Nerve event 1", 1, 1, 1],
            ["Control", "broad", "Nerve event 1", 1, 1, 1],
        ]
        found = study.findings
        assert found.loc[found["rule"] == "query_term_not_in_meddra", "value"].to_list() == ["EAR EVENT 1"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("fmq,term,category\nA,B,Narrow\n", "there is no column pt (the columns are fmq, pt and category)"),
        (FMQ + "Rash,Skin event 2,Wide\n", "record 4: 'Rash', 'Skin event 2', 'Wide'"),
    ],
)
def test_a_broken_file_of_queries_is_named(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "fmq.csv").write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        coded_study(tmp_path, [event(2, 1)], 'queries = "fmq.csv"')
    assert message in str(caught.value)
