"""Numbers in CSV files: whole ones whole, others to the last digit."""

from pathlib import Path

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pv.output import number_text, write_frame
from small_study import CONTROL, events, small_study, subjects


def test_sequence_numbers_and_counts_are_whole_and_no_fraction_is_lost(tmp_path: Path) -> None:
    adae = events({"AESEQ": 8.0, "AELLTCD": 10019211.0}, {"AESEQ": 1.5, "AELLTCD": None})
    table = small_study(tmp_path, subjects({}, CONTROL), adae).table("adae")
    write_frame(tmp_path / "adae.csv", table[["AESEQ", "AELLTCD", "record_key"]])
    assert (tmp_path / "adae.csv").read_bytes().splitlines() == [
        b"AESEQ,AELLTCD,record_key",
        b'8,10019211,"USUBJID=U1, AESEQ=8"',
        b'1.5,,"USUBJID=U1, AESEQ=1.5"',
    ]


def test_percentages_beside_whole_ones_keep_every_digit(tmp_path: Path) -> None:
    frame = pd.DataFrame({"arm": list("abcde"), "percent": [100 / 3, 100.0, 0.0, None, float("inf")]})
    write_frame(tmp_path / "x.csv", frame)
    lines = (tmp_path / "x.csv").read_text(encoding="utf-8").split()
    assert lines == ["arm,percent", "a,33.333333333333336", "b,100", "c,0", "d,", "e,inf"]
    assert frame["percent"].dtype == "float64"


@given(st.floats(allow_nan=False))
def test_what_is_written_is_the_number_that_is_read(number: float) -> None:
    text = number_text(number)
    assert float(text) == number
    assert not text.endswith(".0")
