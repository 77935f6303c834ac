"""The endpoints of a study as their displays name them: what each is of, in whom, and in which unit."""

from dataclasses import dataclass

import pandas as pd

from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent, Options
from pv.display.known import known

NONE = Absent("The study file names no endpoint.", said=False)
NO_RESPONSE = Absent("The study file names no response.", said=False)
#: Decimals of times by their unit.
_DIGITS = {"days": 0, "weeks": 1, "months": 1, "years": 2}


class EndpointOptions(Options):
    """Options of the display.

    Attributes:
        endpoint: which endpoint, by its name in the study file; each of them when None.
    """

    endpoint: str | None = None


class ResponseOptions(Options):
    """Options of the display.

    Attributes:
        response: which response, by its name in the study file; each of them when None.
    """

    response: str | None = None


@dataclass(frozen=True)
class Endpoint:
    """An endpoint: a time to an event, or a response.

    Attributes:
        name: in the tables.
        label: what the time is to.
        who: the cohort, or the population of which all subjects are analysed.
        population: who is analysed and in which arm, a sentence.
        unit: of its times; '' of a response.
        strata: the variables of its strata; '' where it has none.
        competing: the events that compete with its own; '' where none does.
        responders: whether it is of responders alone.
    """

    name: str
    label: str
    who: str
    population: str
    unit: str
    strata: str
    competing: str
    responders: bool

    @property
    def anchor(self) -> str:
        """Its name in anchors."""
        return self.name.replace("_", "-")

    @property
    def title(self) -> str:
        """What it is called, with the subjects that it is of."""
        return f"{self.label}: {self.who}"

    @property
    def competing_note(self) -> str:
        """Which events compete with its own, a sentence; '' where none does."""
        return f"Competing events, after which the event cannot come: {self.competing}." if self.competing else ""

    @property
    def digits(self) -> int:
        """Decimals of its times."""
        return _DIGITS[self.unit]


def endpoints(context: Context, options: EndpointOptions) -> tuple[Endpoint, ...]:
    """Return the times to events that are asked for, in the order of the study file.

    Raises:
        InputError: there is no such endpoint; the nearest is named.
    """
    return _asked(context.contents, "time", "endpoint", options.endpoint)


def responses(context: Context, options: ResponseOptions) -> tuple[Endpoint, ...]:
    """Return the responses that are asked for, in the order of the study file.

    Raises:
        InputError: there is no such response; the nearest is named.
    """
    return _asked(context.contents, "response", "response", options.response)


def _asked(contents: Contents, kind: str, option: str, name: str | None) -> tuple[Endpoint, ...]:
    table = contents.table("endpoint")
    chosen = table[table["kind"] == kind] if len(table) else table
    every = {one.name: one for one in (_endpoint(contents, row) for _, row in chosen.iterrows())}
    if name is None or not every:
        return tuple(every.values())
    return (every[known(option, name, every)],)


def _endpoint(contents: Contents, row: pd.Series) -> Endpoint:
    sets = contents.table("analysis_set").set_index("analysis_set")
    population = sets.loc[row["analysis_set"]]
    cohort = row["cohort"] if pd.notna(row["cohort"]) else ""
    label, by = str(population["label"]), f"by {population['by']}"
    return Endpoint(
        str(row["endpoint"]),
        str(row["label"]),
        cohort or label,
        f"{label}{f', {cohort}' if cohort else ''}, {by}.",
        str(row["unit"]) if pd.notna(row["unit"]) else "",
        str(row["strata"]) if pd.notna(row["strata"]) else "",
        str(row["competing"]) if pd.notna(row["competing"]) else "",
        pd.notna(row["responders"]),
    )


def of_endpoint(table: pd.DataFrame, endpoint: Endpoint) -> pd.DataFrame:
    """Return the rows of an endpoint."""
    return table[table["endpoint"] == endpoint.name] if len(table) else table
