"""The page of displays: every table, figure and listing by topic, as the catalogue has them, with its picture."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from display_pictures import Picture
from pv.display.catalogue import displays, topic
from pv.display.display import Display
from pv.display.plan import standard_chapters

#: Where the pictures stand, from the page.
FOLDER = "displays"


def page(pictures: Mapping[str, Picture]) -> str:
    """Return the displays by topic, with what each is, reads, takes as options and shows, as Markdown."""
    lines = [
        "# Displays",
        "",
        "Every table, figure and listing is one file in `pv/display/`, in the folder of its topic. `pv-safety",
        "displays` lists them; with a study it also says which have nothing to show, and why. `pv-safety show",
        "STUDY NAME` gives one alone, printed or as HTML, CSV, SVG, PNG or JSON; in Python",
        "`study.display(name, **options)` does. The chapters of every report stand in",
        "`reports/contents.toml`.",
        "",
        "Standards: FDA is FDA's Standard Safety Tables and Figures: Integrated Guide v2.0.",
        "",
    ]
    for name, group in groupby(displays().values(), key=topic):
        members = list(group)
        lines += [f"## {name[0].upper()}{name[1:]}", "", "| name | what it shows | kind | standard | options |"]
        lines += [
            "|---|---|---|---|---|",
            *(_line(display, linked=display.name in pictures) for display in members),
            "",
        ]
        for display in members:
            if display.name in pictures:
                lines += _picture(display.name, pictures[display.name])
    lines += [
        "## Chapters of a report",
        "",
        "A study file changes them with [`[[report.chapter]]`](../reference/study_toml.md#reportchapter); the name is",
        "that of its link in the page.",
        "",
        "| name | heading | displays |",
        "|---|---|---|",
    ]
    for plan in standard_chapters():
        names = dict.fromkeys(f"`{one.display.name}`" for one in plan.entries)
        lines.append(f"| `{plan.name}` | {plan.heading} | {', '.join(names)} |")
    return "\n".join([*lines, ""])


def _line(display: Display, *, linked: bool) -> str:
    options = ", ".join(
        f"`{name}` (default `{field.default!r}`)" for name, field in display.options.model_fields.items()
    )
    reads = ", ".join(f"`{table}`" for table in display.reads)
    name = f"[`{display.name}`](#{display.name})" if linked else f"`{display.name}`"
    return (
        f"| {name} | {display.title}; from {reads} | {display.kind} | {display.standard or 'none'} "
        f"| {options or 'none'} |"
    )


def _picture(name: str, picture: Picture) -> Iterator[str]:
    """Yield the section of a display: its picture, or its first rows."""
    yield from (f"### `{name}` {{ #{name} }}", "", f"{picture.title}, from the built-in study `{picture.study}`.", "")
    if picture.svg is None:
        yield from ('<div class="display">', picture.table, "</div>", "")
    else:
        yield from (f"![{picture.title}]({FOLDER}/{name}.svg)", "")
