"""What the page carries in fewer characters: drawings that look the same, data that come back as they were."""

import json
import re

import pytest

from packed_data import unpacked
from pv.render.html.lean_drawing import lean_drawing
from pv.render.html.packed import packed

ROWS = [{"arm": f"Arm {day % 2}", "day": day, "share": day / 7, "text": None, "more": [day, "x"]} for day in range(20)]


@pytest.mark.parametrize(
    "value",
    [
        ROWS,
        ROWS[:3],
        [*ROWS, {"arm": "other keys"}],
        {"data": ROWS, "sizes": [1, 1.0, True, "1"] * 9, "none": []},
        [[1, 2]] * 30,
        [{"a": [True] * 20}] * 20,
        ["a text that repeats"] * 30,
        [f"{share:.1f}% (95%, Kaplan-Meier)" for share in range(30)],
        [f"SUBJECT-{number:03d}" for number in range(30)] * 2,
        ["aa", "aaa", "aaaa"] * 9 + ["a" * length for length in range(1, 40)],
        None,
    ],
)
def test_what_is_packed_comes_back(value: object) -> None:
    text = json.dumps(packed(value))
    assert json.dumps(unpacked(json.loads(text))) == json.dumps(value)
    assert len(text) <= len(json.dumps(value))


def test_rows_are_columns_and_what_repeats_is_there_once() -> None:
    text = json.dumps(packed(ROWS))
    assert text.count("Arm 0") == 1
    assert text.count("day") == 1


def test_a_mark_that_nobody_sees_and_the_roles_of_parts_are_left_out() -> None:
    svg = (
        '<svg class="marks"><g class="mark-group role-frame root" role="graphics-object" transform="translate(0,0)">'
        '<path class="background" aria-hidden="true" d="M0,0h0v0h0Z"/><path transform="translate(1.006,-0.001)" '
        'd="M0,1.5L2,2" opacity="0"/><text opacity="0.5" transform="translate(1.006,-0.001)">0%</text></g></svg>'
    )
    expected = '<svg class="marks"><g><text opacity="0.5" transform="translate(1.01,0)">0%</text></g></svg>'
    assert lean_drawing(svg) == expected


def corners(path: str) -> list[tuple[float, float]]:
    """Return the points of a path with its commands M, L, H and V."""
    found: list[tuple[float, float]] = []
    for command, text in re.findall(r"([MLHV])([-0-9.,]+)", path):
        numbers = [float(number) for number in text.split(",")]
        x, y = found[-1] if found else (0.0, 0.0)
        found.append({"H": (numbers[0], y), "V": (x, numbers[0])}.get(command, (numbers[0], numbers[-1])))
    return found


def test_a_step_curve_keeps_its_corners_and_the_way_back() -> None:
    # Two steps down, drawn with points in between; then back along the same line, as the edge of an area.
    path = "M0,10L1,10L2,10L2,7.004L2,5L4.126,5L4.126,5L6,5L3,5L0,1Z"
    lean = lean_drawing(f'<path d="{path}"/>')
    assert lean == '<path d="M0,10H2V5H6H3L0,1Z"/>'
    assert corners(lean) == [(0, 10), (2, 10), (2, 5), (6, 5), (3, 5), (0, 1)]
