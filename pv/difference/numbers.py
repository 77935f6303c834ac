"""Which records the cells of a result table open: the SQL file that says it, and where a cell has its parameters."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

#: Parameter -> its text, with columns of the table in braces: "{baseline_grade} to {worst_grade}".
Parameters = Mapping[str, str]


@dataclass(frozen=True)
class Kind:
    """A kind of numbers.

    Attributes:
        query: the SQL file that says which records such a number opens.
        dataset: of these records.
        record: the column that tells the record: of its row in the file, or of its subject.
        tables: result table -> its parameters, without the arm.
    """

    query: str
    dataset: str
    record: str
    tables: Mapping[str, Parameters]


def _own(*columns: str, **others: str) -> Parameters:
    """Return parameters that are columns of the table, and others."""
    return MappingProxyType({**{name: f"{{{name}}}" for name in columns}, **others})


def _records(query: str, dataset: str, tables: Mapping[str, Parameters]) -> Kind:
    return Kind(f"reports/page/records/{query}.sql", dataset, "source_row", tables)


def _subjects(query: str, tables: Mapping[str, Parameters]) -> Kind:
    return Kind(f"reports/page/records/{query}.sql", "adsl", "USUBJID", tables)


_OF_TERMS = (
    *("incidence", "exposure_adjusted_rate", "comparison", "rate_comparison", "number_needed_to_harm", "odds_ratio"),
    *("stratified_comparison", "stratified_rate_comparison", "common_event"),
)
_OF_EVENTS: Mapping[str, Parameters] = {
    **dict.fromkeys(_OF_TERMS, _own("level", "soc", "term", "category")),
    "cumulative_incidence_by_term": _own("level", "soc", "term", category="any"),
    "multiplicity": _own("soc", "term", level="PT", category="any"),
    "overview": {"level": "any", "soc": "any", "term": "any", "category": "{item}"},
}
_OF_RESULTS: Mapping[str, Parameters] = {
    "lab_worst_grade": _own("analyte", "direction", "category"),
    "lab_shift": _own("analyte", "direction", category="{baseline_grade} to {worst_grade}"),
}
_OF_CASES: Mapping[str, Parameters] = {
    "adjudicated_incidence": _own("event", "category"),
    "adjudicated_onset": _own("event", category="first onset known"),
    "adjudicated_outcome": _own("event", category="outcome: {outcome}"),
    "adjudicated_treatment": _own("event", category="given: {treatment}"),
    "adjudication_agreement": _own(
        "event", category="investigator: {investigator_grade}, committee: {committee_grade}"
    ),
}
_OF_DOSES: Mapping[str, Parameters] = {
    "dose_change": {"category": "{treatment}: {item}"},
    "treatment_exposure": {"category": "{treatment}: given"},
}
_OF_VITAL_SIGNS = dict.fromkeys(("vital_level", "vital_level_comparison"), _own(category="{topic} {level_order}"))

#: Kind -> what its numbers open.
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "events": _records("events", "adae", _OF_EVENTS),
        "deaths": _subjects(
            "deaths", dict.fromkeys(("deaths", "death_comparison", "overview"), _own(category="{item}"))
        ),
        "death_causes": _subjects("death_causes", {"death_cause": {"category": "{kind}: {cause}"}}),
        "disposition": _subjects("disposition", {"disposition": _own("milestone", "status", category="{reason}")}),
        "flow": _subjects("flow", {"participant_flow": {"category": "{stage}: {item}: {reason}"}}),
        "doses": _subjects("doses", _OF_DOSES),
        "laboratory": _records("laboratory", "adlb", _OF_RESULTS),
        "liver": _subjects("liver", {"hys_law": {"category": "{quadrant}"}}),
        "lvef": _subjects("lvef", {"lvef_decrease": {"category": "{grade}"}}),
        "adjudicated": _records("adjudicated", "adjudication", _OF_CASES),
        "vital_signs": _subjects("vital_signs", _OF_VITAL_SIGNS),
        "responses": _subjects("responses", {"response": _own("endpoint", category="{label}")}),
    }
)

#: In the overview deaths stand beside the categories of events: the items whose names begin so.
DEATH = "death"


def kinds_of(table: str) -> Mapping[str, Parameters]:
    """Return the kinds of numbers that the cells of a result table are of, with their parameters."""
    return {name: kind.tables[table] for name, kind in KINDS.items() if table in kind.tables}
