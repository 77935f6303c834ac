"""Compare two report pages: every cell of every table, every list of records, every chart, every other sentence.

    python .ci/compare_pages.py old.html new.html

Numbers that differ, and tables, records and charts of one page alone, end with status 1. Other words and another
order are listed and do not.
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "support"))

from packed_data import page_data
from report_html import Element, parse


def tables(page: Element) -> dict[str, list[list[str]]]:
    """Return the cells of each table by its caption, without its number."""
    found = {}
    for table in page.all("table"):
        captions = table.all("caption")
        name = captions[0].text.split(". ", 1)[-1] if captions else "headline"
        cells = [[cell.text for cell in row.all("th") + row.all("td")] for row in table.all("tr")]
        found[name if name not in found else f"{name} ({len(found)})"] = cells
    return found


def data(page: Element, name: str) -> dict[str, object]:
    """Return the data that the page carries for its script."""
    return dict(page_data(page, name))


def main(old: str, new: str) -> int:
    """Print what differs, and return the exit status."""
    one, other = (parse(Path(path).read_text(encoding="utf-8")) for path in (old, new))
    different = 0
    for what, first, second in (
        ("table", tables(one), tables(other)),
        ("records", data(one, "record-data"), data(other, "record-data")),
        ("chart", data(one, "chart-data"), data(other, "chart-data")),
    ):
        for name in [*first, *(name for name in second if name not in first)]:
            if first.get(name) != second.get(name):
                different += 1
                print(f"{what} {name!r}: {'changed' if name in first and name in second else 'in one page alone'}")
        print(f"{what}: {len(first)} and {len(second)}, cells {sum(len(str(value)) for value in second.values())}")
    words = [
        Counter(element.text for tag in ("p", "h2", "h3", "li", "dd") for element in page.all(tag))
        for page in (one, other)
    ]
    for sign, left in (("-", words[0] - words[1]), ("+", words[1] - words[0])):
        for text in left:
            print(sign, text[:200])
    return min(different, 1)


sys.exit(main(*sys.argv[1:]))
