"""A drawing without what nobody sees: marks that only answer a pointer, roles of parts, points on a straight line."""

import re

#: The figure around it has the role and the name of the whole: a reader is told of no part. The style of the page has
#: the font. The others say nothing.
_NEEDLESS = re.compile(
    r' (?:role="graphics-object"|aria-roledescription="[^"]*"|aria-hidden="true"|pointer-events="none"|opacity="1"'
    r'|class="(?:mark-[^"]*|background|foreground)"|transform="translate\(0,0\)"'
    r'|font-family="Arial, Helvetica, sans-serif")'
)
_UNSEEN = re.compile(r'<\w+(?=[^<>]* (?:opacity="0"|display="none"|d="M0,0h0v0h0Z"))[^<>]*/>')
_PATH = re.compile(r' d="(M[-0-9.,MLZ]+)"')
_PLACE = re.compile(r"translate\((-?[0-9.]+),(-?[0-9.]+)\)")
_POINT = re.compile(r"([ML])(-?[0-9.]+),(-?[0-9.]+)|(Z)")

#: A command and the point that it goes to; of Z none.
Step = tuple[str, float, float]


def lean_drawing(svg: str) -> str:
    """Return a drawing that looks the same, in hundredths of its unit of length.

    Args:
        svg: as Vega draws it, with absolute M, L and Z in the paths that it makes of data.

    Examples:
        >>> lean_drawing('<path aria-hidden="true" d="M0,5L2.5,5L4,5L4,0.12345"/><path d="M1,1L2,2" opacity="0"/>')
        '<path d="M0,5H4V0.12"/>'
    """
    svg = _UNSEEN.sub("", _NEEDLESS.sub("", svg))
    svg = _PLACE.sub(lambda found: f"translate({_text(float(found[1]))},{_text(float(found[2]))})", svg)
    return _PATH.sub(lambda found: f' d="{_path(found[1])}"', svg)


def _text(number: float) -> str:
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _path(text: str) -> str:
    """Return a path of straight lines, those along an axis by the one coordinate that changes."""
    written: list[str] = []
    before: Step = ("Z", 0.0, 0.0)
    for command, x, y in _steps(text):
        if command == "Z":
            written.append("Z")
        elif command == "L" and before[0] != "Z" and y == before[2]:
            written.append(f"H{_text(x)}")
        elif command == "L" and before[0] != "Z" and x == before[1]:
            written.append(f"V{_text(y)}")
        else:
            written.append(f"{command}{_text(x)},{_text(y)}")
        before = (command, x, y)
    return "".join(written)


def _steps(text: str) -> list[Step]:
    """Return the points of a path in hundredths, without those that lie between two others on a line along an axis."""
    kept: list[Step] = []
    for command, x, y, end in _POINT.findall(text):
        step: Step = (end, 0.0, 0.0) if end else (command, round(float(x), 2), round(float(y), 2))
        lines = len(kept) > 1 and command == "L" and kept[-1][0] == "L" and kept[-2][0] != "Z"
        if lines and _between(kept[-2][1:], kept[-1][1:], step[1:]):
            kept.pop()
        kept.append(step)
    return kept


def _between(first: tuple[float, float], middle: tuple[float, float], last: tuple[float, float]) -> bool:
    """Return whether a point lies on the way from one to another, all three on a line along an axis."""
    for along, across in ((0, 1), (1, 0)):
        if first[across] == middle[across] == last[across]:
            return min(first[along], last[along]) <= middle[along] <= max(first[along], last[along])
    return False
