"""What the datasets say of the study file to begin with: population, arms, emergence, relationship."""

import re
from collections.abc import Iterator

import pandas as pd

from pv.contract.values import as_text, read_column
from pv.study.setting.event_settings import RelationshipPart
from pv.study.setting.settings import Settings
from pv.study.terminology.hierarchy_fill import REQUIRED
from pv.toml.keys import tables
from pv.toml.starting_file import Block, Proposal
from pv.toml.text import toml_text

#: Arms whose name says that they are what others are compared with.
_COMPARATOR = re.compile(r"placebo|control|standard|comparator|physician|sham|vehicle|usual care", re.IGNORECASE)
_TREATMENTS = ("TRT01A", "TRTA", "ACTARM", "TRT01P", "ARM")
_FLAGS = ("SAFFL", "SAFETYFL", "TRTFL")
#: Without it an event has no end of being treatment-emergent: a number to begin with, to be confirmed.
_WINDOW_DAYS = 30


def first(frame: pd.DataFrame, column: str) -> str | None:
    """Return the first value of a column, None where it has none."""
    values = _text(frame, column).dropna()
    return str(values.iloc[0]) if len(values) else None


def as_by_default(*names: str) -> dict[str, Proposal]:
    """Return the keys of tables with their defaults, in use: a study file that says them needs no version of ours."""
    every = [key for table in tables(Settings) if table.name in names for key in table.keys]
    return {
        key.path: Proposal(key.default)
        for key in every
        if key.default is not None and not key.name.startswith("stratified")
    }


def population(adsl: pd.DataFrame) -> dict[str, Proposal]:
    """Return the population flag, the treatment variable, and the end of study where nothing that is read says it."""
    flag, treatment = _variables(adsl)
    return {
        "population.label": Proposal("Safety analysis set"),
        "population.flag": Proposal(flag, "" if flag in adsl else "CHECK: not found in ADSL."),
        "population.treatment": Proposal(treatment, "" if treatment == _TREATMENTS[0] else "CHECK:"),
        **_end_of_study(adsl),
    }


def _variables(adsl: pd.DataFrame) -> tuple[str, str]:
    flag = next((name for name in _FLAGS if name in adsl), _FLAGS[0])
    return flag, next((name for name in _TREATMENTS if name in adsl), _TREATMENTS[0])


def arms(adsl: pd.DataFrame) -> list[Block]:
    """Return the arms of the subjects who are analysed, the comparator last."""
    flag, treatment = _variables(adsl)
    safety = adsl[_text(adsl, flag).str.upper() == "Y"] if flag in adsl else adsl
    sizes = _text(safety, treatment).value_counts()
    names = sorted(sizes.index)
    comparators = [name for name in names if _COMPARATOR.search(name)][:1] or names[1:][-1:]
    listed = [
        Block(
            f"{sizes[name]} subjects" if sizes[name] > 1 else "1 subject",
            {
                "name": Proposal(name),
                "of": None,
                "role": Proposal("comparator" if name in comparators else "investigational", "CHECK:"),
                "label": Proposal(name),
            },
        )
        for name in sorted(names, key=lambda name: (name in comparators, name))
    ]
    return listed + _pool([name for name in names if name not in comparators], names)


def _pool(compared: list[str], names: list[str]) -> list[Block]:
    """Return a pooled arm to put in use: of the arms that are compared, else of all; none where there is one arm."""
    if len(names) == 1 or not names:
        return []
    together = len(compared) > 1
    pool: dict[str, Proposal | None] = {
        "name": Proposal("All treated" if together else "All subjects", in_use=False),
        "of": Proposal(compared if together else names, in_use=False),
    }
    # With the comparator's subjects in it, it is compared with nothing.
    pool |= {} if together else {"role": Proposal("other", in_use=False)}
    return [Block("Arms shown together, in addition to each.", pool)]


def _end_of_study(adsl: pd.DataFrame) -> dict[str, Proposal]:
    """Return the variable to propose where none of those that are read by themselves says when a subject left.

    RFENDT is often the last dose: the counts help to judge.
    """
    if any(_dates(adsl, name).notna().any() for name in ("EOSDT", "RFPENDTC")):
        return {}
    last_dose = _dates(adsl, "TRTEDT")
    for name in ("RFENDT", "RFENDTC"):
        days = _dates(adsl, name)
        if days.notna().any():
            same = int((days.notna() & (days == last_dose)).sum())
            note = (
                f"CHECK: neither EOSDT nor RFPENDTC states when a subject left; {name} has a date for "
                f"{days.notna().sum()} of {len(adsl)} subjects, that of the last dose for {same}: if it is the end of "
                "study, remove the first #."
            )
            return {"population.end_of_study": Proposal(name, note, in_use=False)}
    return {}


def emergent(adae: pd.DataFrame) -> dict[str, Proposal]:
    """Return the rule to begin with: the flag where there is one that says it of every event."""
    flags = _text(adae, "TRTEMFL").str.upper()
    # ADaM leaves the flag blank where it is not Y; where N is written, a blank is not known.
    unknown = int(flags.isna().sum()) if (flags == "N").any() else 0
    if not (flags == "Y").any():
        rule = Proposal("window")
    elif unknown:
        rule = Proposal("window", f"CHECK: {unknown} of {len(flags)} events have no flag.")
    else:
        rule = Proposal("flag", "TRTEMFL is present: CHECK which rule the analysis plan specifies.")
    return {
        "treatment_emergent.rule": rule,
        "treatment_emergent.window_days": Proposal(_WINDOW_DAYS, "CHECK:"),
    }


def relationship(adae: pd.DataFrame) -> dict[str, Proposal]:
    """Return the values of AEREL that are there, sorted into the two lists by what they usually mean."""
    usual, values = RelationshipPart(), _relationships(adae)
    found = f"Found: {', '.join(values)}." if values else ""
    return {
        "relationship.related": Proposal([value for value in usual.related if value in values or not values], found),
        "relationship.not_related": Proposal([value for value in usual.not_related if value in values or not values]),
        "relationship.missing": Proposal(usual.missing),
    }


def _relationships(adae: pd.DataFrame) -> list[str]:
    return sorted(_text(adae, "AEREL").dropna().str.upper().unique())


def remarks(adsl: pd.DataFrame, adae: pd.DataFrame) -> dict[str, str]:
    """Return what is to be decided before the file can be used: table or key -> the comment above it."""
    return dict(_remarks(adsl, adae))


def _remarks(adsl: pd.DataFrame, adae: pd.DataFrame) -> Iterator[tuple[str, str]]:
    if not arms(adsl):
        flag, treatment = _variables(adsl)
        yield "arm", f"CHECK: no subject with {flag} = Y has a value of {treatment}. Each arm needs a table such as"
    usual = RelationshipPart()
    if unknown := [value for value in _relationships(adae) if value not in (*usual.related, *usual.not_related)]:
        listed = toml_text(unknown)
        remark = f"CHECK: add these to one of the two lists; until then they are counted as related: {listed}"
        yield "relationship.related", remark
    if lacking := [name for name in REQUIRED if len(adae) and _text(adae, name).isna().all()]:
        columns = " and no ".join(lacking)
        remark = (
            f"CHECK: the events have no {columns}: name your MedDRA version and its folder, from which they are filled"
        )
        yield "dictionary.meddra", remark


def _text(frame: pd.DataFrame, column: str) -> pd.Series:
    """Return a column as the text that the analysis will see, missing throughout where there is no such column."""
    return as_text(frame[column]) if column in frame else pd.Series(index=frame.index, dtype="str")


def _dates(frame: pd.DataFrame, column: str) -> pd.Series:
    """Return a column as days, missing where there is none."""
    return read_column(frame[column] if column in frame else _text(frame, column), "datetime64[s]")[0]
