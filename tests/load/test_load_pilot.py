"""The transport files of the CDISC pilot study: against their bytes, cut off anywhere, and damaged."""

import functools
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import places
from pv.errors import InputError
from pv.load import Dataset, read_dataset

PILOT = places.SHARED / "data" / "cdisc-pilot"
REASON = "the pilot study is not beside the checkout"
pytestmark = pytest.mark.skipif(not PILOT.is_dir(), reason=REASON)

FILES = sorted(path.name for path in PILOT.glob("*.xpt"))
#: | adae.xpt | source | rows | columns | bytes | ... | sha256 (first 16) |
_README_ROW = re.compile(r"^\| (\S+\.xpt) \| [^|]* \| (\d+) \| (\d+) \| \d+ \|.*\| ([0-9a-f]{16}) \|$", re.MULTILINE)
#: adsl.xpt: 7,600 bytes of headers, 254 observations of 434 bytes, 4 blanks (7600 + 254 * 434 + 4 = 117840).
DATA, LENGTH, SIZE = 7600, 434, 117_840
#: Observations and records of 80 bytes end together every lcm(434, 80) = 17,360 bytes: after 40, 80, ... observations.
TOGETHER = 17_360


@pytest.fixture(scope="module")
def adsl_bytes() -> bytes:
    return (PILOT / "adsl.xpt").read_bytes()


@functools.cache
def pilot(file: str) -> Dataset:
    return read_dataset(PILOT / file)


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def namestr_labels(content: bytes) -> dict[str, str]:
    """Return name to label straight from the variable descriptions: 140 bytes each, name at 8, label at 16."""
    count = int(content[560 + 54 : 560 + 58])
    found = (content[640 + 140 * number : 640 + 140 * (number + 1)] for number in range(count))
    return {one[8:16].decode().strip(): one[16:56].decode("windows-1252").strip() for one in found}


@pytest.mark.parametrize("file", FILES)
def test_a_real_file_has_the_counts_and_the_checksum_of_its_readme(file: str) -> None:
    table = {name: rest for name, *rest in _README_ROW.findall((PILOT / "README.md").read_text(encoding="utf-8"))}
    rows, columns, sha256 = table[file]
    dataset = pilot(file)
    assert dataset.frame.shape == (int(rows), int(columns))
    assert dataset.sha256.startswith(sha256)
    assert dataset.name == file.removesuffix(".xpt")
    assert dataset.format == "XPT v5"
    assert dataset.source == str(PILOT / file)


@pytest.mark.parametrize("file", FILES)
def test_labels_are_those_in_the_bytes(file: str) -> None:
    dataset = pilot(file)
    assert dict(dataset.labels) == namestr_labels((PILOT / file).read_bytes())
    assert list(dataset.labels) == list(dataset.frame.columns)


def ibm_numbers(fields: np.ndarray) -> np.ndarray:
    """Return IBM hexadecimal floats, rows of up to 8 bytes: sign, 7 bits of exponent of 16 plus 64, fraction."""
    eight = np.zeros((len(fields), 8), dtype="uint8")
    eight[:, : fields.shape[1]] = fields
    bits = eight.view(">u8").ravel().astype("uint64")
    fraction = (bits & np.uint64((1 << 56) - 1)).astype("float64") / 2.0**56
    number = (
        np.where(bits >> np.uint64(63), -1.0, 1.0) * fraction * 16.0 ** (eight[:, 0] & 127).astype("float64") / 16.0**64
    )
    missing = (eight[:, 1:] == 0).all(axis=1) & (eight[:, 0] != 0)  # ".", "A" to "Z" or "_" and no fraction
    return np.where(missing, np.nan, number)


@pytest.mark.parametrize("file", FILES)
def test_values_are_those_in_the_bytes(file: str) -> None:
    frame = pilot(file).frame
    content = (PILOT / file).read_bytes()
    data = content[content.index(b"HEADER RECORD*******OBS     ") + 80 :]
    found = [content[640 + 140 * number :][:140] for number in range(len(frame.columns))]
    lengths = [int.from_bytes(one[4:6], "big") for one in found]
    observations = np.frombuffer(data, "uint8")[: len(frame) * sum(lengths)].reshape(len(frame), sum(lengths))
    for one, length, (column, values) in zip(found, lengths, frame.items(), strict=True):
        position = int.from_bytes(one[84:88], "big")
        fields = observations[:, position : position + length]
        if one[1] == 2:  # character
            texts = [field.tobytes().decode("windows-1252").rstrip(" ") for field in fields]
            assert values.fillna("").tolist() == texts, column
        elif values.dtype == "datetime64[s]":
            days = (values - pd.Timestamp("1960-01-01")).dt.days
            np.testing.assert_array_equal(days.to_numpy(dtype=float), ibm_numbers(fields), err_msg=str(column))
        else:
            np.testing.assert_allclose(values, ibm_numbers(fields), rtol=1e-15, err_msg=str(column))


def test_types_of_the_adverse_events() -> None:
    frame = pilot("adae.xpt").frame
    assert list(frame.select_dtypes("datetime64[s]").columns) == ["TRTSDT", "TRTEDT", "ASTDT", "AENDT"]
    assert frame["AESEQ"].dtype == "float64"
    assert frame["AEDECOD"].dtype == "str"
    # README, notes 4 and 5: TRTEMFL blank on 65 records, AEREL on 4, AEACN on all; ASTDT on 11, AENDT on 473.
    missing = frame[["TRTEMFL", "AEREL", "AEACN", "ASTDT", "AENDT"]].isna().sum().to_dict()
    assert missing == {"TRTEMFL": 65, "AEREL": 4, "AEACN": 1191, "ASTDT": 11, "AENDT": 473}


def test_the_encoding_that_fits_is_found_and_named() -> None:
    dataset = pilot("ts.xpt")
    assert dataset.encoding == "windows-1252"
    # Byte 0x92 is the right single quotation mark of windows-1252; in UTF-8 it cannot stand alone.
    assert dataset.frame["TSVAL"].str.contains("Alzheimer\N{RIGHT SINGLE QUOTATION MARK}s").any()
    assert pilot("adsl.xpt").encoding == "UTF-8"


@pytest.mark.parametrize("forced", ["utf-8", "ascii", "UTF8"])
def test_a_forced_encoding_that_does_not_fit_names_the_file(forced: str) -> None:
    with pytest.raises(InputError, match=r"ts\.xpt: the text is not in the encoding"):
        read_dataset(PILOT / "ts.xpt", encoding=forced)


@pytest.mark.parametrize(
    ("forced", "named"), [("cp1252", "windows-1252"), ("latin-1", "ISO-8859-1"), ("cp932", "cp932")]
)
def test_a_forced_encoding_that_fits_is_named(forced: str, named: str) -> None:
    assert read_dataset(PILOT / "ts.xpt", encoding=forced).encoding == named


def test_an_encoding_that_nothing_knows_is_refused() -> None:
    for unknown in ("windows-9999", "base64"):
        with pytest.raises(InputError, match=rf"encoding '{unknown}' is not known"):
            read_dataset(PILOT / "ts.xpt", encoding=unknown)


def test_bytes_that_windows_1252_does_not_have_are_read_as_iso_8859_1(tmp_path: Path) -> None:
    content = (PILOT / "ts.xpt").read_bytes().replace(b"\x92", b"\x81")
    assert read_dataset(written(tmp_path / "ts.xpt", content)).encoding == "ISO-8859-1"


CUTS = [
    *(1, 79, 80, 240, 320, 560, 640),  # in and between the header records
    *(DATA - 80, DATA - 1, DATA + 1),  # around the header of the observations
    DATA + 80,  # a whole record, within the first observation
    DATA + LENGTH,  # a whole observation, within a record
    DATA + 80 * 100,  # a whole record in the middle
    DATA + TOGETHER - 80,
    DATA + TOGETHER + 80,
    SIZE - 1,  # a blank of the padding
    SIZE - 5,  # the last byte of the last observation
    SIZE - 80,
]


@pytest.mark.parametrize("length", CUTS)
def test_a_file_cut_off_is_refused(tmp_path: Path, adsl_bytes: bytes, length: int) -> None:
    with pytest.raises(InputError, match=r"adsl\.xpt") as raised:
        read_dataset(written(tmp_path / "adsl.xpt", adsl_bytes[:length]))
    assert "\n" not in str(raised.value)


@settings(max_examples=200, deadline=None)
@given(length=st.integers(1, SIZE - 1))
def test_no_cut_is_read_but_between_observation_and_record(
    tmp_path_factory: pytest.TempPathFactory, adsl_bytes: bytes, length: int
) -> None:
    path = written(tmp_path_factory.getbasetemp() / "cut.xpt", adsl_bytes[:length])
    if length >= DATA and (length - DATA) % TOGETHER == 0:
        return
    with pytest.raises(InputError):
        read_dataset(path)


def test_a_cut_between_observation_and_record_is_a_valid_shorter_file(tmp_path: Path, adsl_bytes: bytes) -> None:
    # Version 5 does not record how many observations there are: these bytes are what SAS writes for 40 subjects.
    dataset = read_dataset(written(tmp_path / "adsl.xpt", adsl_bytes[: DATA + TOGETHER]))
    assert len(dataset.frame) == 40


def test_a_file_without_observations_is_returned(tmp_path: Path, adsl_bytes: bytes) -> None:
    dataset = read_dataset(written(tmp_path / "adsl.xpt", adsl_bytes[:DATA]))
    assert dataset.frame.shape == (0, 49)
    full = pilot("adsl.xpt").frame
    assert dataset.frame.dtypes.to_dict() == full.dtypes.to_dict()


def test_a_file_of_two_datasets_is_refused(tmp_path: Path, adsl_bytes: bytes) -> None:
    both = adsl_bytes + (PILOT / "adtte.xpt").read_bytes()[240:]
    with pytest.raises(InputError, match="more than one dataset"):
        read_dataset(written(tmp_path / "adsl.xpt", both))


@pytest.mark.parametrize(
    ("at", "digits", "reason"),
    [
        (614, b"0000", "has no columns"),
        (614, b"00x9", "for a number"),
        (614, b"0999", "cut off"),
        (314, b"0000", "0 bytes long"),
    ],
)
def test_a_damaged_header_is_refused(tmp_path: Path, adsl_bytes: bytes, at: int, digits: bytes, reason: str) -> None:
    damaged = adsl_bytes[:at] + digits + adsl_bytes[at + len(digits) :]
    with pytest.raises(InputError, match=reason):
        read_dataset(written(tmp_path / "adsl.xpt", damaged))


@pytest.mark.parametrize(
    ("name", "reason"), [(b"STUDYID ", "cannot be read unambiguously: .*STUDYID"), (b" " * 8, "column 2 is named None")]
)
def test_names_that_are_no_names_are_refused(tmp_path: Path, adsl_bytes: bytes, name: bytes, reason: str) -> None:
    at = 640 + 140 + 8  # the name in the second description
    damaged = adsl_bytes[:at] + name + adsl_bytes[at + 8 :]
    with pytest.raises(InputError, match=rf"adsl\.xpt: .*{reason}"):
        read_dataset(written(tmp_path / "adsl.xpt", damaged))
    both = damaged[: at - 140] + name + damaged[at - 132 :]
    with pytest.raises(InputError, match=r"adsl\.xpt"):
        read_dataset(written(tmp_path / "adsl.xpt", both))
