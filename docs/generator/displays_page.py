"""The page of displays: every table, figure and listing by topic, as the catalogue has them."""

from itertools import groupby

from pv.display.catalogue import displays, topic
from pv.display.display import Display
from pv.display.plan import standard_chapters


def page() -> str:
    """Return the displays by topic, with what each is, reads and takes as options, as Markdown."""
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
        lines += [f"## {name[0].upper()}{name[1:]}", "", "| name | what it shows | kind | standard | options |"]
        lines += ["|---|---|---|---|---|", *map(_line, group), ""]
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


def _line(display: Display) -> str:
    options = ", ".join(
        f"`{name}` (default `{field.default!r}`)" for name, field in display.options.model_fields.items()
    )
    reads = ", ".join(f"`{table}`" for table in display.reads)
    return (
        f"| `{display.name}` | {display.title}; from {reads} | {display.kind} | {display.standard or 'none'} "
        f"| {options or 'none'} |"
    )
