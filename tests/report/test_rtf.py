"""Tables and listings as RTF: every cell of the page, headings on each page, the same bytes."""

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

import pilot
from built_in import contents, context
from chapters import counter
from command import folder_of, refused, run
from effort import SEARCH
from pv.cli.show import _write
from pv.display.chapters import made_of_kind
from pv.display.plan import standard_chapters
from pv.display.table import Cell, Column, Row, Span, Table
from pv.errors import InputError, OutputError, SettingError
from pv.numbers import value as fmt
from pv.output import write_texts
from pv.render.html.page import _environment
from pv.render.html.printed_width import paper
from pv.render.rtf.document import as_rtf
from pv.render.rtf.escape import clean, escaped
from pv.render.rtf.widths import SIZES, PaperColumn, layout
from report_html import Element, parse
from rtf_text import Section, sections
from small_study import CONTROL, events, subjects

pytest.importorskip("rtflite", reason="the extra rtf is not installed")

#: So many groups of rows of each table are compared in each run of the suite.
GROUPS = 6

ADSL = subjects({}, {"USUBJID": "U2"}, CONTROL)
ADAE = events({}, {"USUBJID": "U2", "AEDECOD": "Nausea", "AEBODSYS": "Stomach", "AESER": "Y"}, {"USUBJID": "C1"})


def tables_of(study: str) -> list[Table]:
    """Return the tables and listings of the report of a built-in study."""
    gave = made_of_kind(context(study), standard_chapters(), figures=False)
    return [part for place in sorted(gave) for part in gave[place] if isinstance(part, Table)]


def on_the_page(environment: Environment, table: Table, study: str) -> list[list[str]]:
    """Return the texts of the rows of a table of the page, the headings first."""
    arms = context(study).arms
    if table.name == "findings":
        page = parse(str(environment.get_template("findings.html.j2").module.findings(table)))  # type: ignore[attr-defined]
        return [row for table in page.all("table", class_="listing") for row in _texts(table)]
    if table.name == "headline":
        page = parse(str(environment.get_template("headline.html.j2").module.headline(table, arms)))  # type: ignore[attr-defined]
    else:
        page = parse(str(environment.get_template("macros.html.j2").module.table(counter(), table, paper([table]))))  # type: ignore[attr-defined]
    return _texts(page.one("table"))


def _texts(table: Element) -> list[list[str]]:
    return [[cell.text for cell in row.children if isinstance(cell, Element)] for row in table.all("tr")]


@pytest.mark.parametrize(("study", "least"), [("cdisc-pilot", 25), ("destiny-breast04", 35)])
def test_a_document_has_every_cell_of_the_page(study: str, least: int) -> None:
    environment, tables = _environment(), tables_of(study)
    assert len(tables) >= least
    for whole in tables:
        # Of the long ones the beginning, in each run of the suite.
        table = whole if SEARCH else replace(whole, groups=whole.groups[:GROUPS])
        text = as_rtf(contents(study), [table])
        section, *others = sections(text)
        expected = on_the_page(environment, table, study)
        found = section.header.rows + section.body.rows
        for panel in others:
            # The same rows with the next columns: the labels again, which an empty cell stands for over the spans.
            further = panel.header.rows + panel.body.rows
            assert [row[0] for row in further] == [row[0] for row in found], table.name
            found = [[*row, *more[1:]] for row, more in zip(found, further, strict=True)]
        if table.name == "findings":
            # On the page each rule has a table of its own, below a line that says what the rule is.
            heads = [row[0] for row in section.body.rows if len(row) == 1]
            assert [head.split("; ")[0] for head in heads] == [group[0].label for group in table.groups]
            headings = section.header.rows[0]
            expected = [row for row in expected if row != headings]
            found = [row for row in section.body.rows if len(row) > 1]
        assert found == expected, table.name
        assert section.footer.paragraphs == [" ".join(" ".join(table.notes).split())], table.name
        assert_pages(text, section, table, len(others) + 1)


def assert_pages(text: str, section: Section, table: Table, panels: int) -> None:
    """Hold what each page has: study, page number, title, headings; and that nothing is wider than the page."""
    study, *_, title = " ".join(section.header.paragraphs).split("\t")[0], section.header.paragraphs[0]
    assert study
    assert title.endswith(table.title if panels == 1 else f"{table.title} (part 1 of {panels})")
    assert len(section.header.rows) == (2 if table.spans else 1)
    assert r"Page \chpgn  of {\field{\*\fldinst NUMPAGES}" in text
    assert r"\landscape" in text
    width, left, right = (int(re.findall(rf"\\{word}(\d+)", text)[0]) for word in ("paperw", "margl", "margr"))
    ends = [int(row.rpartition(r"\cellx")[2].split("\n")[0]) for row in text.split(r"\row")[:-1]]
    assert {abs(end - (width - left - right)) <= 1 for end in ends} == {True}
    assert text.isascii()


SMALL = Table(
    "small",
    "A title with ≥ and {braces} and a \\ too",
    "Term",
    (Column("Drug", "N = 3", 0), Column("Control", "N = 2", 1), Column("Remark", numeric=False)),
    (
        (Row("Head of a group", kind="head"),),
        (
            Row("Stomach", (Cell(fmt.count_percent(1, 3)), Cell(fmt.count(0)), Cell(fmt.MISSING)), "soc"),
            Row("Übelkeit", (Cell(fmt.number(-1.5)), Cell(fmt.count(0)), Cell(fmt.label("頭痛 😀 {x}\\line"))), "pt"),
        ),
    ),
    (Span("Subjects, n (%)", 2), Span("", 1)),
    ("A note.", "Another: 5 µg ± 1."),
)


def test_signs_of_every_kind_come_out_and_groups_are_indented_and_stay_together() -> None:
    text = as_rtf(contents("cdisc-pilot"), [SMALL])
    assert as_rtf(contents("cdisc-pilot"), [SMALL]) == text
    (section,) = sections(text)
    assert section.header.rows == [
        ["", "Subjects, n (%)", ""],
        ["Term", "Drug N = 3", "Control N = 2", "Remark"],
    ]
    assert section.body.rows == [
        ["Head of a group"],
        ["Stomach", "1 (33.3%)", "0", "\u2013"],
        ["Übelkeit", "\u22121.5", "0", "頭痛 😀 {x}\\line"],
    ]
    assert section.footer.paragraphs == ["A note. Another: 5 µg ± 1."]
    assert section.header.paragraphs[0].endswith("A title with ≥ and {braces} and a \\ too")
    head, soc, term = text.partition(r"\paperw")[2].split(r"\trowd")[1:]
    assert [row.count(r"\keepn") for row in (head, soc, term)] == [1, 4, 0]
    assert all(row.startswith(r"\trkeep") for row in (head, soc, term))
    # 180 twips: an eighth of an inch.
    assert [r"\li180" in row for row in (head, soc, term)] == [False, False, True]


def test_several_tables_are_parts_with_their_own_titles() -> None:
    other, empty = Table("b", "Other", "X", (), ((Row("only"),),)), Table("c", "Empty", "Y", (Column("Z"),), ())
    first, *more = sections(as_rtf(contents("cdisc-pilot"), [SMALL, other, empty]))
    assert (len(first.body.rows), [part.body.rows for part in more]) == (3, [[["only"]], [["\u2013"]]])
    assert [part.header.paragraphs[0].rpartition(" ")[2] for part in more] == ["Other", "Empty"]
    assert [part.header.rows for part in more] == [[["X"]], [["Y", "Z"]]]
    # Without a footer of its own a part would have that of the part before.
    assert [part.footer.paragraphs for part in more] == [[""], [""]]


@given(st.text())
def test_any_text_can_be_read_again(text: str) -> None:
    (section,) = sections(rf"{{\rtf1\ansi {escaped(text)}\par}}")
    assert section.body.paragraphs == [clean(text)]
    assert escaped(text).isascii()


def wide(text: str) -> float:
    """Return a width in inches a point where each letter of 8 points is a tenth of an inch."""
    return 0.1 * len(text) / 8


def test_columns_are_in_proportion_to_what_they_hold_and_fill_the_page() -> None:
    found = layout([PaperColumn("", ["a" * 10]), PaperColumn("", ["1" * 20], numeric=True)], 10.0, wide)
    # 1.0 and 2.0 inches with 0.12 of room each: 1.12 and 2.12 of 3.24, stretched to 10.
    assert found.widths == pytest.approx((10 * 1.12 / 3.24, 10 * 2.12 / 3.24))
    assert found.size == SIZES[0]


def test_words_are_broken_before_letters_get_smaller_and_numbers_after() -> None:
    labels = PaperColumn("", ["word " * 40])
    one = layout([labels, *[PaperColumn("", ["12 (14.3%)"], numeric=True)] * 6], 9.5, wide)
    assert one.size == 8
    # Each number needs 10 letters and the room; the labels take what is left.
    assert one.widths[1:] == pytest.approx([1.12] * 6)
    assert sum(one.widths) == pytest.approx(9.5)
    # 20 columns: 20 * (0.75 + 0.12) = 17.4 inches even with 6 points; broken at the blank, 7 letters each of 8 points
    # are 0.82 inches, 16.4; of 6 points 0.645, 12.9: wider than the page still, and made to fit.
    many = layout([labels, *[PaperColumn("", ["12 (14.3%)"], numeric=True)] * 20], 9.5, wide)
    assert many.size == 6
    assert sum(many.widths) == pytest.approx(9.5)
    # A word as long as ten pages leaves the other column its room.
    assert layout([labels, PaperColumn("", ["x" * 1000])], 9.5, wide).widths[0] > 2


def test_a_table_wider_than_a_page_stands_in_panels_with_every_number_whole() -> None:
    rate = fmt.label("123.4 (100.1, 145.9)")
    row = [Cell(rate) for _ in range(12)]
    table = Table(
        "wide",
        "Rates",
        "Term",
        tuple(Column(f"Rate {n}") for n in range(12)),
        ((Row("Any event", tuple(row)), Row("Of no column", (Cell(fmt.count(3)), Cell(fmt.count(4))))),),
        tuple(Span(f"Arm {n}", 2) for n in range(6)),
    )
    found = sections(as_rtf(contents("cdisc-pilot"), [table]))
    # In Arial of 6 points "123.4 (100.1, 145.9)" is some 0.75 inches: twelve and the labels are wider than 9.5.
    assert [part.header.paragraphs[0].partition("Rates")[2] for part in found] == [" (part 1 of 2)", " (part 2 of 2)"]
    # The halves begin between two arms, never within one.
    assert [part.header.rows[0] for part in found] == [["", "Arm 0", "Arm 1", "Arm 2"], ["", "Arm 3", "Arm 4", "Arm 5"]]
    assert [part.header.rows[1][1:] for part in found] == [
        [f"Rate {n}" for n in half] for half in (range(6), range(6, 12))
    ]
    of_no_column = ["Of no column; 3; 4"]
    assert [part.body.rows for part in found] == [[["Any event", *["123.4 (100.1, 145.9)"] * 6], of_no_column]] * 2


def test_the_report_is_exported_a_file_a_table(tmp_path: Path) -> None:
    study, out = folder_of(tmp_path, ADSL, ADAE) / "study.toml", tmp_path / "made" / "tables"
    result = run("export", study, "--format", "rtf", "-o", out)
    names = sorted(path.name for path in out.iterdir())
    assert result.stdout == f"{out} written: {len(names)} tables and listings as RTF. Figures are not exported.\n"
    assert [int(name.partition("-")[0]) for name in names] == list(range(1, len(names) + 1))
    assert {name.partition("-")[2] for name in names} >= {"headline.rtf", "terms-any.rtf", "terms-serious.rtf"}
    assert all(path.read_bytes().startswith(b"{\\rtf1") for path in out.iterdir())


def test_the_files_are_written_all_or_none(tmp_path: Path) -> None:
    (tmp_path / "b.rtf").mkdir()
    with pytest.raises(OutputError, match="it is a folder"):
        write_texts(tmp_path, {"a.rtf": "one", "b.rtf": "two"})
    assert [path.name for path in tmp_path.iterdir()] == ["b.rtf"]
    files = write_texts(tmp_path / "new", {"a.rtf": "one", "c.rtf": "two\n"})
    assert [path.read_bytes() for path in files] == [b"one", b"two\n"]


def test_a_display_alone_is_written(tmp_path: Path) -> None:
    study, out = pilot.study(), tmp_path / "one.rtf"
    _write(study, study.display("liver_quadrants"), [out])
    (section,) = sections(out.read_text(encoding="ascii"))
    assert section.header.paragraphs[0].endswith("Peak aminotransferase and peak bilirubin")


def test_what_cannot_be_exported_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study = pilot.study()
    with pytest.raises(
        InputError, match=r"what has no table is not written as RTF .one of \.html, \.svg, \.png, \.csv"
    ):
        study.display_rtf(study.display("risk_difference"))
    with pytest.raises(SettingError, match="there is no such format"):
        study.export(tmp_path / "none", "xlsx")
    monkeypatch.setitem(sys.modules, "rtflite", None)
    with pytest.raises(OutputError, match=re.escape('(pip install "pv-safety[rtf]")')):
        study.export(tmp_path / "none")
    right = 'error: RTF needs rtflite, which is not installed (pip install "pv-safety[rtf]")\n'
    assert refused("export", "cdisc-pilot", "-o", tmp_path / "none") == right
    assert refused("show", "cdisc-pilot", "overview", "-o", tmp_path / "none.rtf") == right
    assert list(tmp_path.iterdir()) == []
