"""Read the dictionaries and queries that the study file names, and hold their versions to what it states."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from pv.errors import InputError, Problem, SettingError
from pv.load import read_dataset
from pv.load.meddra import Meddra, read_meddra
from pv.study.setting.definition import Definition
from pv.study.setting.dictionary_settings import DictionaryPart, plain_version
from pv.study.setting.mistakes import Mistakes
from pv.study.setting.settings import Settings
from pv.study.terminology.medical_queries import medical_queries
from pv.study.terminology.queries import Query
from pv.study.terminology.smq import chosen_codes


@dataclass(frozen=True, eq=False)
class Dictionaries:
    """The dictionaries of a study; without any, nothing is read.

    Attributes:
        meddra: the version that the data were coded with.
        following: another version, to see what it would change.
        smq: codes of the standardised queries that are counted.
        smq_scope: how: narrow, broad, by algorithm.
        queries: those of the user's file.
        named: the terms of any level that the study file names in curves and groups, in upper case.
        sha256: file -> SHA-256 of its bytes.
    """

    meddra: Meddra | None = None
    following: Meddra | None = None
    smq: tuple[int, ...] = ()
    smq_scope: tuple[str, ...] = ()
    queries: tuple[Query, ...] = ()
    named: frozenset[str] = frozenset()
    sha256: dict[Path, str] = field(default_factory=dict)


def read_dictionaries(definition: Definition) -> Dictionaries:
    """Return the dictionaries that the study file names, read from folders beside it.

    Raises:
        SettingError: a key is missing that another needs, a version is not the one that the study file states, or a
            query is not in the dictionary; with it, what else is wrong.
        InputError: a dictionary or a file of queries is broken; all that are.
    """
    settings, wrong = definition.settings.dictionary, Mistakes(replace(definition.content, problems=()))
    wrong.of(lambda: _complete(settings))
    meddra = wrong.of(lambda: _meddra(definition, settings.meddra_folder))
    following = wrong.of(lambda: _meddra(definition, settings.meddra_next_folder))
    asked = wrong.of(lambda: _of_version(settings, meddra)) if meddra else None
    file = (definition.folder / settings.queries).resolve() if settings.queries else None
    listed = wrong.of(lambda: read_dataset(file, name="queries")) if file else None
    stated = settings.queries_version or Path(settings.queries or "").name
    queries = wrong.of(lambda: tuple(medical_queries(listed, stated))) if listed else None
    if wrong:
        raise wrong.error
    digests = {
        version.folder / name: digest
        for version in (meddra, following)
        if version
        for name, digest in version.sha256.items()
    }
    if file and listed:
        digests[file] = listed.sha256
    named = _named(definition.settings)
    return Dictionaries(meddra, following, asked or (), settings.smq_scope, queries or (), named, digests)


def _of_version(settings: DictionaryPart, meddra: Meddra) -> tuple[int, ...]:
    """Return the codes of the standardised queries that the study file names.

    Raises:
        SettingError: the version is not the one that the study file states, or it has not these queries.
    """
    if settings.meddra and plain_version(meddra.version).lower() != plain_version(settings.meddra).lower():
        message = f"{settings.meddra!r} is stated, but {meddra.folder} holds version {meddra.version!r}"
        raise SettingError(Problem(message, "key dictionary.meddra", "the version used for coding the data"))
    return chosen_codes(meddra, settings.smq, settings.smq_scope)


def _named(settings: Settings) -> frozenset[str]:
    groups = (term for group in settings.group for term in group.terms)
    terms = pd.Series([*groups, *(curve.term for curve in settings.curve)], dtype="str")
    # As SQL writes capitals: Python makes two letters of one sharp s.
    return frozenset(terms.str.upper())


def _complete(settings: DictionaryPart) -> None:
    """Raise for every key that needs another.

    Raises:
        SettingError: all of them.
    """
    problems = [Problem(message, f"key dictionary.{key}", right) for key, message, right in _incomplete(settings)]
    if problems:
        raise SettingError(problems)


def _incomplete(settings: DictionaryPart) -> Iterator[tuple[str, str, str]]:
    """Yield the keys that need another: (key, what is wrong, what would be right)."""
    if settings.meddra_folder and not settings.meddra:
        yield "meddra", "is missing", "the version used for coding the data, such as '27.1'"
    for key, given in (("meddra_next_folder", settings.meddra_next_folder), ("smq", settings.smq)):
        if given and not settings.meddra_folder:
            yield key, "needs meddra_folder", "the folder MedAscii of the version used for coding the data"


def _meddra(definition: Definition, folder: str | None) -> Meddra | None:
    if folder is None:
        return None
    try:
        return read_meddra((definition.folder / folder).resolve())
    except InputError:
        raise
    except OSError as error:
        raise InputError(Problem(f"cannot be read: {error.strerror}", folder)) from error
