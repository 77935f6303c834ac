"""A report held against its manifest: what it says that it was made of, against what is there now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version
from re import search

from pv import resources
from pv.errors import InputError, Problem
from pv.manifest import own_version

_SQL, _SOFTWARE = "SQL: ", "software: "
_NOT_THERE = "not there"


@dataclass(frozen=True)
class Page:
    """A report as it lies in a file.

    Attributes:
        text: all of it.
        manifest: what it names, with its SHA-256 or version.
        run_date: the date that it prints; None where it has none.
        verified: whether it states a second computation.
    """

    text: str
    manifest: Mapping[str, str]
    run_date: str | None
    verified: bool


@dataclass(frozen=True)
class Changed:
    """An entry of the manifest that is not what is there now."""

    name: str
    page: str
    now: str


def read_page(file: Path) -> Page:
    """Return a report with its manifest.

    Raises:
        InputError: the file cannot be read, or has no manifest.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            Problem("cannot be read as a report", str(file), "an HTML file of pv-safety report")
        ) from error
    parser = _Manifest()
    parser.feed(text)
    if not parser.rows:
        raise InputError(Problem("has no manifest", str(file), "an HTML file of pv-safety report"))
    prepared = search("<div><dt>Prepared</dt><dd>(.*?)</dd></div>", text)
    return Page(text, parser.rows, unescape(prepared[1]) if prepared else None, '<div class="verification' in text)


def against_installed(page: Page) -> Iterator[Changed]:
    """Yield the SQL files and the packages that are not those of this installation."""
    for name, value in page.manifest.items():
        now = _installed(name)
        if now is not None and now != value:
            yield Changed(name, value, now)


def against_study(page: Page, manifest: Mapping[str, str]) -> Iterator[Changed]:
    """Yield every entry that the manifest of the study, opened now, has otherwise, or that only one of both has."""
    for name in dict.fromkeys([*page.manifest, *manifest]):
        value, now = page.manifest.get(name, _NOT_THERE), manifest.get(name, _NOT_THERE)
        if now != value:
            yield Changed(name, value, now)


def first_difference(page: str, again: str) -> int | None:
    """Return the first line in which two pages differ; None where they are the same."""
    if page == again:
        return None
    one, other = page.splitlines(), again.splitlines()
    same = (number for number, (left, right) in enumerate(zip(one, other, strict=False), start=1) if left != right)
    return next(same, min(len(one), len(other)) + 1)


def _installed(name: str) -> str | None:
    """Return what this installation has of an entry; None of one that is the study's."""
    if name.startswith(_SQL):
        path = name.removeprefix(_SQL)
        known = path in resources.files("sql", ".sql").values() or path in resources.files("reports", ".sql").values()
        return sha256(resources.read(path).encode()).hexdigest() if known else _NOT_THERE
    if not name.startswith(_SOFTWARE):
        return None
    package = name.removeprefix(_SOFTWARE)
    if package in {"pv-safety", "python"}:
        return own_version() if package == "pv-safety" else python_version()
    try:
        return version(package)
    except PackageNotFoundError:
        return _NOT_THERE


class _Manifest(HTMLParser):
    """The rows of the table of the section `manifest`."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, str] = {}
        self._inside = False
        self._cell: str | None = None
        self._name = ""
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into the section, and into a cell of it."""
        if tag == "section":
            self._inside = ("id", "manifest") in attrs
        elif self._inside and tag in {"th", "code"}:
            self._cell, self._text = tag, ""

    def handle_data(self, data: str) -> None:
        """Take the text of a cell."""
        if self._cell:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        """Keep a name, and the value that follows it."""
        if tag == "section":
            self._inside = False
        if tag != self._cell:
            return
        if tag == "th":
            self._name = self._text
        else:
            self.rows[self._name] = self._text
        self._cell = None
