"""SAS datasets: a small one against a second reader, in another encoding, and cut off.

No program but SAS writes the format for SAS. The example was written by ReadStat's experimental writer, so compression
and files of other SAS versions and platforms are not tried here.
"""

import base64
import struct
import zlib
from pathlib import Path

import pandas as pd
import pytest

import places
from pv.contract.values import as_text, read_column
from pv.errors import InputError
from pv.load import read_dataset

CASE = places.SHARED / "cases" / "sas7bdat_damaged" / "adae.sas7bdat"

#: Three observations of USUBJID, Age, TRTSDT (DATE9), TRTSDTM (DATETIME20), TRTSTM (TIME8) and AGEU, text in UTF-8.
_COMPRESSED = (
    "c-rk*O=uHA82vU$^CM9cSR{(z*!JMThF#Ov3Ld(eR3oWMcLNH7t#)f8ZBmnsR1mCpPm)8udG%^<q9`hO5sKJ@f)_zS#DgbWwQZct&ZfK5Zqr%{"
    "7U#k8?f3HDH?uQ4`xk&EJpX#Te@cu_Ke-!(&@1^)Y+odrXof^W@W_HG5dpk{gHH%82@pj<UcsuPDk|zpXHrU1&7f5P4Ukkc#ipB>oqnj;q7xBw"
    "6BznPTxyr(-i}NzUmmydiMTAqr8Zgal;W}+m)UaTU7Z&@+a1(I=5*n+wXyoiM;{iMesXYdaBy&NaBy&NaBy(^Gq|_(-s-@VkM4M)umgv8VKY78"
    "b?Tl`KF0Wmx0&&r$H`v^nK5j=sM8psd<L9+C1}Q*46jkXo8d*4r<e(>%vW4^&4m|T_!<A|Jkw43rQi&acOQR?BMN5p_vE`lr1G&_lG_gBO_t;i"
    "bUvl@smSJgGk41^)_sQ(%fGVpYqWdcpE@G|_PlsN9n0F|;NalcB3S%gC0L*98-yD8gD%cbP`g>ahFuN(qKp4AseB*yH1LO9{1wvv7_@BY_y@te"
    "A%7BfTYl4CJxKFb8vPK!_dkC<TdX$0Jk~8REzMK^FwL!75qZ?`d7Sg%6YBF~<q;;2G5NuI51jRCpiNi1>da9vZ~6Une1_=}Oj7<O&A)(;8Ic8A"
    "YtD8Gu>XP7{^L-!)LFHB>8gI&Xv^r=^%11x2S#p`awUMQnmu+ZorG*Ycde`=Dnsc(J#XZOa(WRLRj%k{)A}?uso|LzFmzNHLOr=+$v~;`u|la_"
    ")R9p@T2UV`MzOW_-%85V_Y%F48(qNzrY_w}v{(w7i>{_oPNcH99|-r=D6yx<ymKt9u?lR`H6R>to=bv#&TY?OerB!&rhjZ+Wpqu9u8CO#0&|>f"
    "PM2E4wf1X`x}Vj*S-V>oKQQd`XkiwEJmJzj!u%eUnn|?Qx!0vWTi3dl?T3{M$C&e^`k&3mX1$ND7uGuSF!^>S-^t`rCJ%1fkp{^%rIkE2h_-gZ"
    "WPk4(TlV3e3ixW$;$TnK_q^^yL+}R;y=Ma"
)
ADSL = zlib.decompress(base64.b85decode(_COMPRESSED))
#: Byte 70 of the header says what encoding the text is in.
_ENCODING_AT, _UTF_8, _WINDOWS_1252, _LATIN_2 = 70, 20, 62, 30


def written(path: Path, content: bytes = ADSL) -> Path:
    path.write_bytes(content)
    return path


def recoded(code: int, text: bytes) -> bytes:
    """Return the example with another encoding declared and the identifier of the third subject in it."""
    old = "01-\N{LATIN SMALL LETTER E WITH ACUTE}".encode()
    return ADSL[:_ENCODING_AT] + bytes([code]) + ADSL[_ENCODING_AT + 1 :].replace(old, text.ljust(len(old)))


def test_a_sas_dataset_is_read(tmp_path: Path) -> None:
    dataset = read_dataset(written(tmp_path / "ADSL.sas7bdat"))
    assert (dataset.name, dataset.format, dataset.encoding) == ("adsl", "SAS7BDAT", "UTF-8")
    assert dataset.label == "Subject-Level Analysis"
    assert dataset.labels["AGE"] == "Age"
    assert dataset.labels["TRTSDT"] == "Date of First Exposure to Treatment"
    frame = dataset.frame
    assert [str(kind) for kind in frame.dtypes] == [
        "str",
        "float64",
        "datetime64[s]",
        "datetime64[us]",
        "float64",
        "str",
    ]
    assert frame["USUBJID"].tolist() == ["01-701-1015", "01-701-1023", "01-\N{LATIN SMALL LETTER E WITH ACUTE}"]
    assert frame["TRTSDT"].tolist()[::2] == [pd.Timestamp("2014-01-02"), pd.Timestamp("1959-12-31")]
    assert frame["TRTSDTM"].tolist()[::2] == [
        pd.Timestamp("2014-01-02T10:00:00.5"),
        pd.Timestamp("1959-12-31T23:59:59"),
    ]
    assert frame["AGEU"].tolist()[::2] == ["YEARS", "YEARS"]
    assert frame.drop(columns="USUBJID").iloc[1].isna().all()


def test_a_sas_dataset_read_in_pieces_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "adsl.sas7bdat")
    whole = read_dataset(path)
    monkeypatch.setattr("pv.load.sas.PIECE", 2)
    pieces = read_dataset(path)
    pd.testing.assert_frame_equal(pieces.frame, whole.frame)
    assert (len(pieces.frame), pieces.encoding, pieces.label) == (3, whole.encoding, whole.label)


def test_values_are_those_of_a_second_reader(tmp_path: Path) -> None:
    path = written(tmp_path / "adsl.sas7bdat")
    ours, theirs = read_dataset(path).frame, pd.read_sas(path, encoding="utf-8")
    for (column, values), (name, others) in zip(ours.items(), theirs.items(), strict=True):
        assert column == str(name).upper()
        assert values.isna().tolist() == others.isna().tolist()
        assert values.dropna().tolist() == others.dropna().tolist()


def test_a_date_after_9999_does_not_refuse_the_file(tmp_path: Path) -> None:
    # 2014-01-02 is day 19,725; 2,936,548 is the day after 31 December 9999, the last that SAS shows.
    content = ADSL.replace(struct.pack("<d", 19_725.0), struct.pack("<d", 2_936_548.0))
    assert content != ADSL
    frame = read_dataset(written(tmp_path / "adsl.sas7bdat", content)).frame
    assert len(frame) == 3
    days, unreadable = read_column(frame["TRTSDT"], "datetime64[s]")
    assert unreadable.tolist() == [True, False, False]
    assert days.isna().tolist() == [True, True, False]
    assert as_text(frame["TRTSDT"]).iloc[0] == "10000-01-01"


def test_the_declared_encoding_is_used_and_named(tmp_path: Path) -> None:
    # Byte 0xb9 is a superscript one in windows-1252 and s with caron in ISO 8859-2.
    western = read_dataset(written(tmp_path / "w.sas7bdat", recoded(_WINDOWS_1252, b"01-\xb9")))
    eastern = read_dataset(written(tmp_path / "e.sas7bdat", recoded(_LATIN_2, b"01-\xb9")))
    assert (western.encoding, western.frame["USUBJID"].iloc[2]) == ("WINDOWS-1252", "01-\N{SUPERSCRIPT ONE}")
    assert (eastern.encoding, eastern.frame["USUBJID"].iloc[2]) == (
        "ISO-8859-2",
        "01-\N{LATIN SMALL LETTER S WITH CARON}",
    )


def test_another_encoding_is_tried_where_the_declared_one_does_not_fit(tmp_path: Path) -> None:
    dataset = read_dataset(written(tmp_path / "adsl.sas7bdat", recoded(_UTF_8, b"01-\xe9")))
    assert dataset.encoding == "windows-1252"
    assert dataset.frame["USUBJID"].iloc[2] == "01-\N{LATIN SMALL LETTER E WITH ACUTE}"


def test_a_forced_encoding_that_does_not_fit_names_the_file(tmp_path: Path) -> None:
    path = written(tmp_path / "adsl.sas7bdat", recoded(_WINDOWS_1252, b"01-\xe9"))
    with pytest.raises(InputError, match=r"adsl\.sas7bdat: the text is not in the encoding UTF-8"):
        read_dataset(path, encoding="utf-8")


@pytest.mark.parametrize("length", [31, 32, 200, 1024, 4095, 4096, 5000, 8191])
def test_a_file_cut_off_is_refused(tmp_path: Path, length: int) -> None:
    with pytest.raises(InputError, match=r"adsl\.sas7bdat"):
        read_dataset(written(tmp_path / "adsl.sas7bdat", ADSL[:length]))


#: Where the row-size subheader of the example stands, and its fields of 8 bytes: length and number of rows, page size.
_ROW_SIZE_AT = ADSL.index(b"\xf7\xf7\xf7\xf7")
_ROW_LENGTH, _ROWS, _PAGE_SIZE = (_ROW_SIZE_AT + 8 * field for field in (5, 6, 13))


def test_zeros_in_the_description_of_the_rows_are_no_file_without_rows(tmp_path: Path) -> None:
    # The case: 80 bytes from the number of rows on, so three rows are there and none is said to be.
    damaged = ADSL[:_ROWS] + bytes(80) + ADSL[_ROWS + 80 :]
    with pytest.raises(
        InputError, match=r"adsl\.sas7bdat: is damaged: its header states pages of 4,096 bytes, but the desc"
    ):
        read_dataset(written(tmp_path / "adsl.sas7bdat", damaged))


@pytest.mark.skipif(not CASE.is_file(), reason="the cases are not beside the checkout")
def test_the_damaged_file_of_the_cases_is_refused() -> None:
    with pytest.raises(InputError, match=r"adae\.sas7bdat: is damaged"):
        read_dataset(CASE)


@pytest.mark.parametrize("rows", [0, 1, 2, 4, 200])
def test_another_number_of_rows_than_the_file_holds_is_refused(tmp_path: Path, rows: int) -> None:
    damaged = ADSL[:_ROWS] + bytes([rows]) + ADSL[_ROWS + 1 :]
    with pytest.raises(InputError, match=r"adsl\.sas7bdat"):
        read_dataset(written(tmp_path / "adsl.sas7bdat", damaged))


def test_a_wrong_byte_in_the_description_of_the_rows_gives_the_same_rows_or_an_error(tmp_path: Path) -> None:
    right = read_dataset(written(tmp_path / "adsl.sas7bdat")).frame
    for at in (
        *range(_ROW_LENGTH, _ROWS + 8),
        *range(_PAGE_SIZE, _PAGE_SIZE + 8),
        *range(_ROW_SIZE_AT, _ROW_SIZE_AT + 4),
    ):
        for byte in {0, 1, 0x37, ADSL[at] ^ 0x10} - {ADSL[at]}:
            try:
                read = read_dataset(written(tmp_path / "adsl.sas7bdat", ADSL[:at] + bytes([byte]) + ADSL[at + 1 :]))
            except InputError:
                continue
            pd.testing.assert_frame_equal(read.frame, right)
