"""The report on paper: how its pages lie, which tables stand beside each other, how a tall chart is cut."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt
from pv.render.html.printed_page import page_rule
from pv.render.html.printed_parts import in_parts
from pv.render.html.printed_width import paper


def table(name: str, text: str, columns: int) -> Table:
    row = Row("Nausea", tuple(Cell(fmt.label(text)) for _ in range(columns)))
    return Table(name, name, "Term", tuple(Column("n") for _ in range(columns)), ((row,),))


def test_two_narrow_tables_stand_beside_each_other_and_a_wide_one_turns_the_pages() -> None:
    narrow, middle, wide = (
        table("narrow", "10 (5.0%)", 2),
        table("middle", "10 (5.0%)", 8),
        table("wide", "10 (5.0%)", 18),
    )
    upright = paper([narrow, middle])
    assert (upright.landscape, upright.halves) == (False, frozenset({narrow.anchor}))
    assert paper([narrow, middle, wide]).landscape


def test_a_listing_gets_pages_on_their_side_between_upright_ones() -> None:
    columns = tuple(Column("Text", numeric=False) for _ in range(10))
    row = Row("SUBJECT-1", tuple(Cell(fmt.label("a reported term of some length")) for _ in columns))
    listing = Table("listing", "listing", "Subject", columns, ((row,),))
    pages = paper([listing, table("narrow", "1", 2)])
    assert (pages.landscape, pages.wide) == (False, frozenset({listing.anchor}))


def drawing(rows: int, step: float, top: float, height: float, name: str = "Term ") -> str:
    labels = "".join(
        f'<text text-anchor="end" transform="translate(246,{step / 2 + step * row + 3.5:.2f})">{name}{row}</text>'
        for row in range(rows)
    )
    return f'<svg viewBox="0 0 1000 {height}"><g fill="none" transform="translate(4,{top})">{labels}</g></svg>'


def test_a_chart_that_is_not_tall_or_has_no_rows_is_not_cut() -> None:
    assert in_parts(drawing(20, 20, 50, 500), width=500, height=800) is None
    assert in_parts(drawing(40, 20, 50, 900), width=500, height=800) is not None
    # An axis of numbers has no rows.
    assert in_parts(drawing(40, 20, 50, 900, name=""), width=500, height=800) is None


@given(rows=st.integers(40, 120), step=st.floats(15, 40), top=st.integers(10, 80))
def test_a_tall_chart_is_cut_between_its_rows_and_nothing_is_lost(rows: int, step: float, top: int) -> None:
    height = round(top + rows * step + 40)
    tall = in_parts(drawing(rows, step, top, height), width=1000, height=400)
    assert tall is not None
    ends = [start + length for start, length in tall.parts]
    assert tall.parts[0][0] == 0
    assert abs(ends[-1] - height) < 0.02
    for end, (start, _) in zip(ends, tall.parts[1:], strict=False):
        assert abs(end - start) < 0.02
        # Between two rows: a whole number of rows below the origin.
        assert abs((start - top) / step - round((start - top) / step)) < 0.02
    assert all(length <= max(60.0, 40 + 2 * step, top + 2 * step) for _, length in tall.parts)
    assert all(one < other for one, other in pairwise([start for start, _ in tall.parts]))


def test_a_text_of_the_data_cannot_leave_its_string_in_the_style() -> None:
    rule = page_rule(('"}</style><script>', "é\n\\", "plain 1"), "'", landscape=False)
    assert '"\\22 \\7d \\3c \\2f style\\3e \\3c script\\3e "' in rule
    assert '"\\e9 \\a \\5c "' in rule
    assert '"plain 1"' in rule
    assert "</" not in rule


def test_a_long_text_does_not_leave_the_head_of_a_page() -> None:
    rule = page_rule(("A" * 80, "B" * 81, ""), "", landscape=False)
    assert f'"{"A" * 80}"' in rule
    assert f'"{"B" * 79}\\2026 "' in rule
