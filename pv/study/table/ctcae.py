"""CTCAE as tables: the grades that each term has, and which of its terms the names in the data mean."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

import pandas as pd

from pv import contract, resources
from pv.study.setting.settings import Settings

#: The versions that are shipped.
FILES = MappingProxyType(
    {
        "6.0": "schemas/ctcae/ctcae_v6.csv",
        "5.0": "schemas/ctcae/ctcae_v5.csv",
        "4.03": "schemas/ctcae/ctcae_v4_03.csv",
    }
)
#: By which results are graded where the study file names none: a trial keeps the version it was begun with, and most
#: were begun before 6.0 (July 2025).
UNSTATED = "5.0"
#: How a text may number them. 4.0 is none of them: 4.03 has other grades.
_WRITTEN = MappingProxyType({"6": "6.0", "6.0": "6.0", "5": "5.0", "5.0": "5.0", "4.03": "4.03"})
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
#: A day of a month beside a version: November 6 is no version 6.
_DAY = re.compile(rf"\b\d{{1,2}}[\s-]*{_MONTH}|{_MONTH}\.?\s*\d{{1,2}}\b", re.IGNORECASE)

GRADES = (1, 2, 3, 4, 5)

_WORD = re.compile(r"[a-z]+")


def ctcae_tables(settings: Settings, adae: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the tables ctcae_version, ctcae_term and ctcae_name.

    The last two are without rows where no grade is collected or no shipped version is stated. ctcae_version has one
    row: the version as stated, the shipped version that this means, whether [laboratory] states its own, and the
    version to compare with.

    ctcae_term has one row per term and grade that the term has: version, ctcae_code, soc, term, grades ('1, 2, 3'),
    grade, text. ctcae_name has one row per value of AELLT and AEDECOD that is a term of CTCAE: name, ctcae_code, and
    basis ('name', 'spelling' or 'synonym').
    """
    stated = (settings.dictionary.ctcae or "").strip() or None
    version = shipped_version(stated)
    row = (stated, version, settings.laboratory.ctcae is not None, settings.dictionary.ctcae_next)
    tables = {"ctcae_version": contract.table("ctcae_version", [row])}
    if version is None or not adae["AETOXGR"].notna().any():
        return tables | {name: contract.table(name) for name in ("ctcae_term", "ctcae_name")}
    names = {str(name) for column in ("AELLT", "AEDECOD") for name in adae[column].dropna().unique()}
    named = contract.table("ctcae_name", _named(version, sorted(names)))
    return {**tables, "ctcae_term": ctcae_term(version), "ctcae_name": named}


def shipped_version(stated: str | None) -> str | None:
    """Return the shipped version of CTCAE that a text states ('v5', 'NCI CTCAE v4.03'), or None.

    It is the first number of the text; a text that numbers several shipped versions states none.
    """
    numbers = _NUMBER.findall(_DAY.sub(" ", stated or ""))
    named = {_WRITTEN[number] for number in numbers if number in _WRITTEN}
    return _WRITTEN.get(numbers[0]) if len(named) == 1 else None


@cache
def ctcae_term(version: str) -> pd.DataFrame:
    """Return one row per term and grade that the term has, of a shipped version."""
    rows = [
        (version, int(row["meddra_code"]), row["soc"], row["term"], ", ".join(map(str, grades)), grade, texts[grade])
        for row in _rows(version)
        for texts in [{grade: row[f"grade{grade}"] for grade in GRADES}]
        for grades in [[grade for grade in GRADES if texts[grade]]]
        for grade in grades
    ]
    return contract.table("ctcae_term", rows)


def term_grades(stated: str, names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return the grades of the names that are terms of the version that a text states; {} where it states none."""
    version = shipped_version(stated)
    if version is None:
        return {}
    grades = _grades(version)
    return {name: grades[code] for name, code, _ in _named(version, names)}


@cache
def _grades(version: str) -> Mapping[int, tuple[int, ...]]:
    """Return the grades of each term of a shipped version by its code."""
    return MappingProxyType(
        {int(row["meddra_code"]): tuple(grade for grade in GRADES if row[f"grade{grade}"]) for row in _rows(version)}
    )


def _named(version: str, names: Iterable[str]) -> Iterator[tuple[str, int, str]]:
    """Yield the names that are CTCAE terms: as CTCAE writes them, in British spelling, or as another name."""
    codes, synonyms = _codes(version), _synonyms(version)
    for name in names:
        key, american = _key(name), _american(name)
        if key in codes:
            yield name, codes[key], "name"
        elif american in codes:
            yield name, codes[american], "spelling"
        elif american in synonyms:
            yield name, codes[synonyms[american]], "synonym"


@cache
def _codes(version: str) -> Mapping[str, int]:
    """Return the code of each term of a shipped version by its key."""
    return MappingProxyType({_key(row["term"]): int(row["meddra_code"]) for row in _rows(version)})


@cache
def _synonyms(version: str) -> Mapping[str, str]:
    """Return the key of the term that another name means; in each version it may mean another one.

    So Oedema peripheral: Edema limbs, Peripheral edema.
    """
    codes = _codes(version)
    return MappingProxyType({_american(term): _key(other) for term, other in _pairs("synonym") if _key(other) in codes})


def _key(name: str) -> str:
    """Return a name in lower case, single blanks between its words."""
    return " ".join(name.lower().split())


def _american(name: str) -> str:
    """Return the key of a name with the words of spelling.csv in American spelling."""
    words = _spelling()
    return _WORD.sub(lambda word: words.get(word[0], word[0]), _key(name))


@cache
def _spelling() -> Mapping[str, str]:
    return MappingProxyType({british: american for american, british in _pairs("spelling")})


@cache
def _pairs(stem: str) -> tuple[tuple[str, str], ...]:
    """Return the rows of a file of two columns, without its header."""
    rows = csv.reader(resources.read(f"schemas/ctcae/{stem}.csv").splitlines())
    next(rows)
    return tuple((first, second) for first, second in rows)


@cache
def _rows(version: str) -> tuple[dict[str, str], ...]:
    lines = resources.read(FILES[version]).splitlines(keepends=True)
    return tuple(csv.DictReader(lines))
