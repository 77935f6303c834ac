"""One wrong byte in the header of a transport file: the same records, or an error, never other values."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

import places
from pv.errors import InputError
from pv.load import read_dataset
from pv.load.xpt_variables import no_number

CASE = places.SHARED / "cases" / "xpt_wrong_length" / "xpt5_namestr_6_48.xpt"

#: Twelve events; 2 + 2 + 8 + 9 + 8 + 8 + 1 = 38 bytes an observation, 456 in all: 24 blanks fill six records of 80.
EVENTS = pd.DataFrame(
    {
        "STUDYID": ["S1"] * 12,
        "USUBJID": [f"U{subject}" for subject in (1, 2, 3, 4) for _ in range(3)],
        "AESEQ": [float(number) for number in range(1, 13)],
        "AETERM": ["Headache", "Nausea", "Epistaxis"] * 4,
        "ASTDT": [19_725.0 + number for number in range(12)],
        "AVAL": [number / 10 for number in range(11)] + [np.nan],
        "AESER": ["N", "Y", "N"] * 4,
    }
)
#: Where the descriptions begin, how long each is, and the bytes of it that say where an observation has the variable.
NAMESTR, LENGTH = 640, 140
KIND, WIDTH, POSITION = (0, 1), (4, 5), (84, 85, 86, 87)


def written(path: Path, version: int) -> bytes:
    pyreadstat.write_xport(
        EVENTS,
        path,
        table_name="ADAE",
        file_format_version=version,  # type: ignore[arg-type]  # a parameter of the test, 5 or 8
        variable_format={"ASTDT": "DATE9"},
    )
    return path.read_bytes()


def values(frame: pd.DataFrame) -> list[list[object]]:
    """Return the values by column, dates as SAS counts them, missing as None."""
    columns = []
    for column in map(frame.__getitem__, frame):
        days = pd.api.types.is_datetime64_any_dtype(column)
        plain = (column - pd.Timestamp("1960-01-01")) / pd.Timedelta(days=1) if days else column
        columns.append(plain.astype(object).where(plain.notna(), None).tolist())
    return columns


@pytest.mark.parametrize("version", [5, 8])
def test_a_wrong_byte_in_the_layout_gives_the_same_records_or_an_error(tmp_path: Path, version: int) -> None:
    whole = written(tmp_path / "adae.xpt", version)
    right = values(read_dataset(tmp_path / "adae.xpt").frame)
    described = [NAMESTR + LENGTH * place + byte for place in range(7) for byte in (*KIND, *WIDTH, *POSITION)]
    refused = 0
    for at in (*range(310, 320), *range(605, 620), *described):  # the numbers in the two headers before them
        for byte in {2, 0x31, whole[at] ^ 0x10} - {whole[at]}:
            (tmp_path / "wrong.xpt").write_bytes(whole[:at] + bytes([byte]) + whole[at + 1 :])
            try:
                read = read_dataset(tmp_path / "wrong.xpt")
            except InputError:
                refused += 1
                continue
            # Text of up to 8 bytes described as a number, and a number as text, contradict nothing in the layout.
            if at in {NAMESTR + LENGTH * place + 1 for place in range(7)}:
                assert len(read.frame) == len(EVENTS)
                continue
            assert values(read.frame) == right, (at, byte)
    assert refused > len(described)  # each wrong length and position, and the two headers


def test_the_length_of_the_last_variable_shifts_the_numbers(tmp_path: Path) -> None:
    # Nothing follows the last variable: 39 bytes an observation fit into the 480 bytes as well (11.7 observations).
    whole = written(tmp_path / "adae.xpt", 5)
    at = NAMESTR + LENGTH * 6 + WIDTH[1]
    assert whole[at] == 1
    (tmp_path / "adae.xpt").write_bytes(whole[:at] + b"\x02" + whole[at + 1 :])
    with pytest.raises(InputError, match=r"adae\.xpt: has no number for AESEQ in observation 2"):
        read_dataset(tmp_path / "adae.xpt")


def test_positions_that_contradict_the_lengths_name_the_variable(tmp_path: Path) -> None:
    whole = written(tmp_path / "adae.xpt", 5)
    at = NAMESTR + LENGTH * 3 + WIDTH[1]  # AETERM has 9 bytes
    (tmp_path / "adae.xpt").write_bytes(whole[:at] + b"\x08" + whole[at + 1 :])
    message = "describes AEDECOD|ASTDT at byte 21 of an observation, but the lengths of the variables before it end at"
    with pytest.raises(InputError, match=message):
        read_dataset(tmp_path / "adae.xpt")


@pytest.mark.skipif(not CASE.is_file(), reason="the cases are not beside the checkout")
def test_twelve_records_are_not_read_as_eight() -> None:
    with pytest.raises(InputError, match=r"describes ASTDT as a number of 48 bytes"):
        read_dataset(CASE)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("4110000000000000", False),  # 1
        ("c110000000000000", False),  # -1
        ("0000000000000000", False),  # 0
        ("8000000000000000", False),  # -0
        ("2e00000000000000", False),  # .
        ("5a00000000000000", False),  # .Z
        ("5f00000000000000", False),  # ._
        ("1000000000000000", True),  # the second byte of 1 and what follows
        ("4101000000000000", True),  # 1/16, not normalised
        ("0041100000000000", False),  # tiny, but a number
        ("2e2e2e2e2e2e2e2e", False),
        ("3000000000000000", True),  # the digit 0 followed by nothing
    ],
)
def test_bytes_that_are_no_number(field: str, wrong: bool) -> None:  # noqa: FBT001  # a parameter of the test
    assert no_number(np.frombuffer(bytes.fromhex(field), "uint8").reshape(1, 8)).tolist() == [wrong]
