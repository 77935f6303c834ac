"""Reading a MedDRA distribution: an invented one whole, in both encodings and line ends, and broken in every way."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import meddra_files
import places
from meddra_files import Lines, dictionary, pt, write
from pv.errors import InputError
from pv.load.meddra import read_meddra

EXAMPLE = places.SHARED / "data" / "terminology" / "meddra-layout-example"


def test_the_invented_dictionary_is_read_whole(tmp_path: Path) -> None:
    meddra = read_meddra(write(tmp_path, dictionary()))
    sizes = {name: len(getattr(meddra, name)) for name in ("soc", "hlgt", "hlt", "pt", "llt", "hierarchy", "smq")}
    # 4 classes, 2 groups each, 2 kinds each, 2 preferred terms each, 3 lowest level terms each; 4 secondary paths.
    assert sizes == {"soc": 4, "hlgt": 8, "hlt": 16, "pt": 32, "llt": 96, "hierarchy": 36, "smq": 6}
    assert meddra.version == "1.0"
    assert meddra.llt["current"].sum() == 64
    assert meddra.hierarchy["primary_path"].sum() == 32
    assert meddra.soc["soc_order"].to_list() == [4, 3, 2, 1]
    assert meddra.smq["algorithm"].notna().sum() == 3
    assert len(meddra.smq_content) == sum(row[-1] == "A" for row in meddra_files.CONTENT)


@pytest.mark.skipif(not EXAMPLE.is_dir(), reason="the collected reference data are not beside the checkout")
def test_the_published_example_of_the_layout_is_read() -> None:
    meddra = read_meddra(EXAMPLE)
    assert (meddra.version, len(meddra.pt), len(meddra.llt), len(meddra.hierarchy)) == ("0.0", 2, 3, 2)
    assert meddra.llt.loc[~meddra.llt["current"], "llt_name"].to_list() == ["Example Head Pain"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "cp1252", "utf-8-sig"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str, newline: str) -> None:
    lines = dictionary()
    lines = {name: [line.replace("Skin event 1", "Méni\"ère's skin") for line in rows] for name, rows in lines.items()}
    meddra = read_meddra(write(tmp_path, lines, encoding=encoding, newline=newline, upper=True))
    assert "Méni\"ère's skin" in set(meddra.pt["pt_name"])
    assert len(meddra.llt) == 96


def test_a_file_may_end_without_a_line_end(tmp_path: Path) -> None:
    folder = write(tmp_path, dictionary())
    for path in folder.iterdir():
        path.write_bytes(path.read_bytes().rstrip(b"\n"))
    assert len(read_meddra(folder).pt) == 32


def test_a_distribution_without_queries_is_read(tmp_path: Path) -> None:
    lines = {name: rows for name, rows in dictionary().items() if not name.startswith(("smq", "intl", "meddra_hist"))}
    meddra = read_meddra(write(tmp_path, lines))
    assert meddra.smq.empty
    assert meddra.smq_content.empty
    assert meddra.soc["soc_order"].isna().all()


def drop(stem: str) -> Callable[[Lines], None]:
    def change(lines: Lines) -> None:
        del lines[stem]

    return change


def line(stem: str, place: int, old: str, new: str) -> Callable[[Lines], None]:
    """Return a change of one line, counted from 1."""

    def change(lines: Lines) -> None:
        assert old in lines[stem][place - 1], lines[stem][place - 1]
        lines[stem][place - 1] = lines[stem][place - 1].replace(old, new)

    return change


def twice(stem: str) -> Callable[[Lines], None]:
    def change(lines: Lines) -> None:
        lines[stem].append(lines[stem][0])

    return change


def second_primary(lines: Lines) -> None:
    lines["mdhier"] = [row.replace("$N$", "$Y$") for row in lines["mdhier"]]


def without_own_llt(lines: Lines) -> None:
    lines["llt"] = [row for row in lines["llt"] if not row.startswith(pt(2, 3))]
    lines["smq_list"] = lines["smq_content"] = []


def emptied(stem: str) -> Callable[[Lines], None]:
    def change(lines: Lines) -> None:
        lines[stem] = []

    return change


def a_query_below_itself(lines: Lines) -> None:
    lines["smq_content"].append("20000003$20000001$0$0$S$0$A$1.0$1.0$")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (emptied("hlt_pt"), "hlt_pt.asc: has no records"),
        (emptied("smq_list"), "smq_list.asc: has no records"),
        (a_query_below_itself, "line 21: the query 20000001 is below itself, through 20000001, 20000003"),
        (
            line("smq_list", 2, "Heart rhythm", "Heart problems"),
            "smq_list.asc, line 2: 'Heart problems (SMQ)' is the name of an active query above",
        ),
        (
            line("smq_list", 2, "Heart rhythm (SMQ)", "HEART problems"),
            "smq_list.asc, line 2: 'HEART problems' is the name of an active query above",
        ),
        (twice("meddra_release"), "meddra_release.asc: 2 records"),
        (drop("hlt"), "there is no file hlt.asc"),
        (drop("smq_content"), "there is no file smq_content.asc"),
        (line("llt", 2, "$$$$$$$Y", "$$$$$$Y"), "llt.asc, line 2: 10 fields (11 fields, each followed by $)"),
        (line("llt", 2, "$$$$$$$Y", "$$$$$$$$Y"), "llt.asc, line 2: 12 fields"),
        (line("pt", 4, pt(1, 4), "1000x000"), "pt.asc, line 4: pt_code is '1000x000' (a whole number)"),
        (line("llt", 2, "$Y$$", "$X$$"), "llt.asc, line 2: llt_currency is 'X' (Y or N)"),
        (line("mdhier", 1, "$Y$", "$$"), "mdhier.asc, line 1: primary_soc_fg is '' (Y or N)"),
        (twice("llt"), "llt.asc, line 97: llt_code 11111000 occurs twice"),
        (twice("pt"), "pt.asc, line 33: pt_code 11111000 occurs twice"),
        (twice("smq_list"), "smq_list.asc, line 7: smq_code 20000001 occurs twice"),
        (second_primary, "mdhier.asc, line 2: a second primary path of 11111000 (Blood event 1)"),
        (line("mdhier", 1, "$Y$", "$N$"), "pt.asc, line 1: 11111000 (Blood event 1) has no primary path in mdhier.asc"),
        (without_own_llt, "pt.asc, line 11: the preferred term 12121000 (Heart event 3) is not a lowest level term"),
        (line("llt", 1, "Blood", "Blut"), "pt.asc, line 1: 11111000 is 'Blood event 1' here and 'Blut event 1' in"),
        (line("llt", 2, f"${pt(1, 1)}$", "$19999999$"), "llt.asc, line 2: pt_code 19999999 is not in pt.asc"),
        (line("pt", 1, "$11000000$", "$19000000$"), "pt.asc, line 1: pt_soc_code 19000000 is not in soc.asc"),
        (line("pt", 2, "$11000000$", "$12000000$"), "mdhier.asc, line 3: the primary path of 11112000 (Blood event 2)"),
        (line("soc_hlgt", 1, "11100000", "12100000"), "hlgt_code 11100000 are not linked in soc_hlgt.asc"),
        (
            line("smq_content", 3, pt(2, 1), "19999999"),
            "smq_content.asc, line 3: the preferred term 19999999 is not in",
        ),
        (line("smq_content", 1, "20000002", "20000009"), "smq_content.asc, line 1: the query 20000009 is not in"),
        (line("smq_content", 8, "12212100", "12212900"), "line 8: the lowest level term 12212900 is not in llt.asc"),
        (line("smq_content", 3, "$4$2$", "$4$7$"), "smq_content.asc, line 3: term_scope is 7"),
        (line("smq_content", 3, "$4$2$", "$4$0$"), "line 3: term_scope is 0 (1 broad or 2 narrow, of a term)"),
        (line("smq_content", 1, "$0$0$", "$0$2$"), "line 1: term_scope is 2 (0, of a query)"),
        (line("meddra_release", 1, "1.0", ""), "meddra_release.asc, line 1: the version is missing"),
        (line("llt", 2, "Blood event 1 NOS", " "), "llt.asc, line 2: llt_name is empty (a name)"),
        (line("pt", 3, "Blood event 3", ""), "pt.asc, line 3: pt_name is empty"),
        (line("hlt", 4, "Blood kind 2.2", ""), "hlt.asc, line 4: hlt_name is empty"),
        (line("hlgt", 2, "Blood group 2", ""), "hlgt.asc, line 2: hlgt_name is empty"),
        (line("soc", 4, "Nerve disorders", ""), "soc.asc, line 4: soc_name is empty"),
        (line("smq_list", 6, "Obscure (SMQ)", ""), "smq_list.asc, line 6: smq_name is empty"),
        (
            line("pt", 2, "Blood event 2", "BLOOD event 1"),
            "pt.asc, line 2: 'BLOOD event 1' is the name of another pt_code above (each name once, in any case)",
        ),
        (line("hlt", 2, "kind 1.2", "Kind 1.1"), "hlt.asc, line 2: 'Blood Kind 1.1' is the name of another hlt_code"),
        (line("hlgt", 3, "Heart", "Blood"), "hlgt.asc, line 3: 'Blood group 1' is the name of another hlgt_code"),
        (line("soc", 2, "Heart", "BLOOD"), "soc.asc, line 2: 'BLOOD disorders' is the name of another soc_code"),
        (
            line("mdhier", 1, "Blood disorders", "Heart disorders"),
            "mdhier.asc, line 1: 11000000 is 'Heart disorders' here and 'Blood disorders' in soc.asc (one name)",
        ),
        (
            line("mdhier", 3, "$Blood event 2$", "$$"),
            "mdhier.asc, line 3: 11112000 is '' here and 'Blood event 2'",
        ),
    ],
)
def test_a_broken_dictionary_is_one_clear_error(tmp_path: Path, change: Callable[[Lines], None], message: str) -> None:
    lines = dictionary()
    change(lines)
    with pytest.raises(InputError) as caught:
        read_meddra(write(tmp_path, lines))
    assert message in str(caught.value)
    assert str(tmp_path) in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_one_problem(tmp_path: Path, encoding: str) -> None:
    lines = dictionary()
    lines = {stem: ["\ufeff" + rows[0], *rows[1:]] if rows else rows for stem, rows in lines.items()}
    with pytest.raises(InputError) as caught:
        read_meddra(write(tmp_path, lines, encoding=encoding))
    (problem,) = caught.value.problems
    assert str(problem).startswith(f"{tmp_path / 'llt.asc'}: the text is UTF-16 (UTF-8 or ISO 8859-1")


def test_the_first_ten_problems_and_how_many_more(tmp_path: Path) -> None:
    lines = dictionary()
    lines["llt"] = [row.replace("$Y$", "$?$") for row in lines["llt"]]
    with pytest.raises(InputError) as caught:
        read_meddra(write(tmp_path, lines))
    assert len(caught.value.problems) == 11
    assert "54 more problems like these" in str(caught.value)  # 64 current terms


def test_the_folder_above_is_as_good_and_a_file_twice_is_not(tmp_path: Path) -> None:
    folder = write(tmp_path / "MedAscii", dictionary())
    assert read_meddra(tmp_path).folder == folder
    (folder / "PT.ASC").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match=r"more than one file pt\.asc, in upper and lower case"):
        read_meddra(tmp_path)


def test_a_line_in_another_form_is_read_as_the_others_are(tmp_path: Path) -> None:
    # An empty line and blanks around a value: read line by line, where a regular file is read at once.
    regular = read_meddra(write(tmp_path / "regular", dictionary()))
    lines = dictionary()
    lines["llt"] = ["", lines["llt"][0].replace("Blood event 1$", " Blood event 1 $"), *lines["llt"][1:]]
    other = read_meddra(write(tmp_path / "other", lines))
    pd.testing.assert_frame_equal(other.llt, regular.llt)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read as a folder"):
        read_meddra(tmp_path / "MedAscii")
