"""A study of 21 subjects with queries, a next version, groups and gaps, and its sections as a page has them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pandas as pd
from jinja2.utils import Namespace

from chapters import chapter
from meddra_files import SOCS, name, write
from meddra_following import following
from meddra_study import coded_study, event
from pv.api import Study
from pv.display.arms import arms_of
from pv.display.chapters import Chapter
from pv.display.contents import Contents
from pv.display.records.embedded import Records
from pv.display.records.events import records_of
from pv.render.html.page import _environment
from pv.render.html.printed_width import paper
from report_html import Element, parse, table_rows

Term = tuple[int, int]
DRUG = 20
ARMS = {"Drug": DRUG, "Control": 1}
NOS = "Heart event 6 NOS"
#: Stands for it, which two queries list without its preferred term.
LLT: Term = (2, 60)
MOVED = "Heart event 4 NOS"
HOSTILE = "<b>Rash</b> & 'more'"
#: Query of the file -> its narrow terms, and its further broad ones.
FMQ: dict[str, tuple[set[Term], set[Term]]] = {HOSTILE: ({(3, 1)}, {(3, 2), (3, 3)}), "Nerves": ({(4, 5)}, set())}
#: Queries of the file that nobody had.
EMPTY = [f"Empty {number:02}" for number in range(1, 13)]
GROUPS = {
    "<i>One</i>": [name(2, 1), name(2, 3)],
    "Two": [name(2, 3).upper(), name(1, 2), "Heart event thirteen"],
    "Unseen": ["Absent event"],
}


@dataclass(frozen=True)
class Event:
    """An event: its subject, its preferred term by class and number, whether it is treatment-emergent, its LLT."""

    subject: str
    term: Term
    emergent: bool = True
    lowest: str | None = None

    @property
    def arm(self) -> str:
        """The arm of the subject."""
        return "Drug" if self.subject.startswith("U") else "Control"


def _mixture() -> Iterable[Event]:
    """Yield up to five events of each subject in a fixed mixture, of the drug some Heart event 6 by its LLT."""
    random = Random(20)  # noqa: S311  # a fixed mixture, no secret
    for subject in (*(f"U{number}" for number in range(1, DRUG + 1)), "C1"):
        for _ in range(random.randrange(6)):
            term = (random.randrange(1, 5), random.randrange(1, 8))
            lowest = NOS if term == (2, 6) and subject != "C1" and random.random() < 0.5 else None
            yield Event(subject, term, random.random() < 0.8, lowest)


EVENTS = (
    *_mixture(),
    *(Event("U1", (2, 4), lowest=MOVED), Event("U2", (4, 8)), Event("C1", (2, 3)), Event("C1", (2, 6))),
    *(Event("U3", (2, 6), lowest=NOS), Event("U3", (2, 6))),
)


def emergent(arm: str) -> list[Event]:
    """Return the treatment-emergent events of an arm."""
    return [one for one in EVENTS if one.emergent and one.arm == arm]


def terms(one: Event) -> set[Term]:
    """Return what a query may list of an event."""
    return {one.term, LLT} if one.lowest == NOS else {one.term}


def people(chosen: Iterable[Event]) -> int:
    """Return how many subjects had them."""
    return len({one.subject for one in chosen})


def number(count: int, arm: str) -> str:
    """Return 'n (p%)': one decimal is exact of 20 subjects and of 1."""
    return f"{count} ({100 * count / ARMS[arm]:.1f}%)" if count else "0"


@dataclass(frozen=True)
class Shown:
    """The two sections as parsed HTML, and the records that their counts open."""

    html: Element
    records: Records


@cache
def shown() -> Shown:
    """Return the sections of the study with everything in it."""
    rows = [
        event(
            *one.term,
            USUBJID=one.subject,
            AELLT=one.lowest,
            ASTDT="2020-01-12" if one.emergent else "2019-01-01",
            AEHLT=f"{SOCS[one.term[0]]} kind of the site" if place % 3 == 0 else None,
        )
        for place, one in enumerate(EVENTS)
    ]
    with TemporaryDirectory() as path:
        folder = Path(path)
        write(folder / "Next", following())
        _write_queries(folder / "fmq.csv")
        groups = "".join(f'[[group]]\nname = "{one}"\nsoc = "-"\nterms = {terms}\n' for one, terms in GROUPS.items())
        settings = 'smq = "all"\nmeddra_next_folder = "Next"\nqueries = "fmq.csv"\nqueries_version = "2024-05"\n'
        with coded_study(folder, rows, settings + groups, drug=DRUG) as study:
            return sections_of(study)


def _write_queries(path: Path) -> None:
    rows = [(query, name(*term), "Narrow") for query, (narrow, _) in FMQ.items() for term in narrow]
    rows += [(query, name(*term), "Broad") for query, (_, broad) in FMQ.items() for term in broad]
    rows += [(query, "Absent event", "Narrow") for query in EMPTY]
    pd.DataFrame(rows, columns=["fmq", "pt", "category"]).to_csv(path, index=False)


def sections(report: Contents) -> tuple[Chapter | None, Chapter | None, Records]:
    """Return the chapters of queries and of coding, and the records of the page."""
    records = records_of(report, arms_of(report))
    return chapter(report, "queries"), chapter(report, "coding"), records


def sections_of(study: Study) -> Shown:
    """Return the sections of a study as the page's own template prints them."""
    report = study._contents(None)
    assert isinstance(report, Contents)
    *found, records = sections(report)
    template = _environment().get_template("chapter.html.j2")
    counter, pages = Namespace(section=0, table=0, figure=0, sql={}, notes={}, explored=False), paper(())
    texts = (template.render(chapter=one, counter=counter, drawings={}, pages=pages) for one in found if one)
    return Shown(parse("".join(texts)), records)


def box(shown: Shown, table: str) -> Element:
    """Return a table with what stands around it."""
    return shown.html.one("div", id=f"{table}-table")


def lines(shown: Shown, table: str) -> list[list[str]]:
    """Return the texts of a table, row by row."""
    return table_rows(box(shown, table).one("table"))
