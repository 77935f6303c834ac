"""event_death.sql: an event of AE is fatal in every spelling in which ADAE has it fatal, and in no other."""

from collections.abc import Iterator

import duckdb
import pandas as pd
import pytest

from pv import resources
from pv.api import Study
from small_study import CONTROL, events, small_study, subjects

#: Variable, text -> whether it says that the event is fatal, as a reader of the data would judge.
SAID = {
    **{
        ("AETOXGR", text): True for text in ("5", "5.0", "05", "G5", "Gr 5", "Grade 5", "CTCAE Grade 5", "V", "grade v")
    },
    **{("AETOXGR", text): False for text in ("4", "IV", "15", "5.5", "Grade 4", "VI", "5 to 4")},
    **{("AEOUT", text): True for text in ("FATAL", "Fatal")},
    **{("AEOUT", text): False for text in ("NOT RECOVERED/NOT RESOLVED", "NOT FATAL")},
    **{("AESDTH", text): True for text in ("Y", "y")},
    # What is no value of the codelist NY says nothing; a finding has it.
    **{("AESDTH", text): False for text in ("N", "TRUE")},
}


@pytest.fixture(scope="module")
def of_adae(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    adae = events(*({variable: text} for variable, text in SAID))
    with small_study(tmp_path_factory.mktemp("fatal"), subjects({}, CONTROL), adae) as study:
        yield study


@pytest.fixture(scope="module")
def of_ae() -> list[bool]:
    nothing = dict.fromkeys(("AEOUT", "AESDTH", "AEDTHDTC", "AETOXGR"))
    rows = [nothing | {"source_row": place, "USUBJID": "U1", name: text} for place, (name, text) in enumerate(SAID, 1)]
    with duckdb.connect() as connection:
        connection.register("ae_frame", pd.DataFrame(rows).astype(dict.fromkeys(nothing, "str")))
        connection.sql("select * from ae_frame").create("ae")
        connection.sql("create table supplemental_ae (source_row bigint, QNAM varchar, QVAL varchar)")
        connection.sql("create table partial_date (date_text varchar, known_to varchar)")
        found = connection.sql(resources.read("sql/sdtm/event_death.sql")).df().sort_values("source_row")
    return [bool(fatal) for fatal in found["fatal"]]


def test_ae_and_adae_have_the_same_fatal_events(of_adae: Study, of_ae: list[bool]) -> None:
    facts = of_adae.table("event_fact").sort_values("source_row")["fatal"].tolist()
    assert dict(zip(SAID, facts, strict=True)) == SAID
    assert dict(zip(SAID, of_ae, strict=True)) == SAID
