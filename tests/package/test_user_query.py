"""A user's query reads the tables of the study and nothing else: no file, no network, no Python variable."""

from pathlib import Path

import pytest

import pilot
from pv.engine.user_query import CHANGES, NO_SUCH, REACHES, UNANSWERED
from pv.errors import InputError
from small_study import CONTROL, events, small_study, subjects

EVENTS = "a Python variable that is no table of a study"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("'https://example.com/events.csv'", REACHES),
        ("read_csv('{folder}/events.csv')", REACHES),
        ("read_text('{folder}/events.csv')", REACHES),
        ("EVENTS", f"{NO_SUCH}: .*EVENTS"),
    ],
)
def test_a_query_reads_nothing_but_the_study(tmp_path: Path, source: str, reason: str) -> None:
    (tmp_path / "events.csv").write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        pilot.study().sql(f"select * from {source.format(folder=tmp_path)}")  # noqa: S608  # of this file


def test_a_value_that_no_frame_holds_is_refused() -> None:
    with pytest.raises(InputError, match=UNANSWERED):
        pilot.study().sql("select union_value(num := 2) as value")


def test_a_query_changes_no_table() -> None:
    with pytest.raises(InputError, match=CHANGES):
        pilot.study().sql("drop table adae")
    with pytest.raises(InputError, match=CHANGES):
        pilot.study().sql("delete from adae returning *")
    assert pilot.study().sql("select count(*) as events from adae")["events"].item() == 1191


def test_a_query_may_put_a_name_together(tmp_path: Path) -> None:
    # A study of its own, of which no table is computed yet.
    with small_study(tmp_path, subjects({}, CONTROL), events({})) as study:
        assert len(study.sql("from query_table('over' || 'view')")) == len(study.table("overview"))
        with pytest.raises(InputError, match='Did you mean "rate_comparison"'):
            study.sql("from rate_comparisons")
