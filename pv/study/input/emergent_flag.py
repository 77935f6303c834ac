"""The treatment-emergent flag in a study's own words; no study goes by a flag that nobody can read."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from pv.contract import Accepted
from pv.contract.finding import COLUMNS
from pv.contract.values import as_text
from pv.errors import Problem, SettingError
from pv.load import Dataset
from pv.sql_upper import capitals
from pv.study.setting.settings import Settings

FLAG, _QUALIFIERS = "TRTEMFL", ("AETRTEM", "TRTEMFL")
_SHOWN = 5


def flags_as_y_and_n(datasets: Mapping[str, Dataset], settings: Settings) -> tuple[dict[str, Dataset], pd.DataFrame]:
    """Return the datasets with the study's own words for the flag as Y and N, and a note of each word that was met.

    Args:
        datasets: as read; the flag is TRTEMFL of ADAE, and of SDTM the qualifiers AETRTEM and TRTEMFL.
        settings: the study file, `treatment_emergent.flag_values`.
    """
    meant = {capitals(word): flag for flag, words in settings.treatment_emergent.flag_values.items() for word in words}
    read = dict(datasets)
    notes = []
    for name, variable in (("adae", FLAG), ("ae", FLAG), ("suppae", "QVAL")) if meant else ():
        if name not in read or variable not in read[name].frame:
            continue
        frame = read[name].frame
        text = as_text(frame[variable])
        flags = text.map(capitals, na_action="ignore").map(meant)
        if name == "suppae":
            flags = flags.where(as_text(frame["QNAM"]).str.upper().isin(_QUALIFIERS))
        mapped = flags.notna() & (flags != text)
        if mapped.any():
            read[name] = replace(read[name], frame=frame.assign(**{variable: text.where(~mapped, flags)}))
            notes += list(_notes(name, text[mapped], flags[mapped]))
    return read, pd.DataFrame(notes, columns=list(COLUMNS))


def _notes(dataset: str, text: pd.Series, flags: pd.Series) -> Iterator[dict[str, object]]:
    for word, records in text.value_counts(sort=False).items():
        yield {
            "severity": "note",
            "rule": "flag_value",
            "dataset": dataset,
            "variable": FLAG,
            "value": word,
            "message": f"The treatment-emergent flag is '{word}' (records: {records}); a flag must be Y or N",
            "action": f"Read as {flags[text == word].iloc[0]}, as treatment_emergent.flag_values specifies",
        }


def check_flag(settings: Settings, adae: Accepted, source: Dataset) -> None:
    """Raise where the study goes by the flag, has events, and no event has a flag that can be read.

    Raises:
        SettingError: naming the values that there are.
    """
    flags = adae.frame[FLAG]
    if settings.treatment_emergent.rule != "flag" or adae.frame.empty or flags.isin(["Y", "N"]).any():
        return
    found = as_text(source.frame[FLAG]).value_counts() if FLAG in source.frame else pd.Series(dtype="int64")
    values = ", ".join(f"{value!r} ({records})" for value, records in list(found.items())[:_SHOWN])
    there = f"the values are {values}" if values else "it has no value"
    raise SettingError(
        Problem(
            f"the rule is 'flag' but no event has a readable {FLAG}: {there}",
            f"{source.source}, key treatment_emergent.rule",
            'Y or N; other words are mapped by treatment_emergent.flag_values = { Y = ["YES"], N = ["NO"] }, and '
            'rule = "window" uses the dates',
        )
    )
