"""Which records the cells of a result table open: the SQL file that says it, and where the cell has its parameters."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

#: Parameter -> the columns of the table that it is made of, joined by a text; or a constant.
Parameters = Mapping[str, "Of | str"]


@dataclass(frozen=True)
class Of:
    """A parameter that a row has: its columns, and what stands between them where there are several."""

    columns: tuple[str, ...]
    between: str = ""


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


def _of(*columns: str, between: str = "") -> Of:
    return Of(columns, between)


_TERM: Parameters = MappingProxyType({name: _of(name) for name in ("level", "soc", "term", "category")})
_ANY_CATEGORY: Parameters = MappingProxyType({**_TERM, "category": "any"})
_OF_TERMS = (
    *("incidence", "exposure_adjusted_rate", "comparison", "rate_comparison", "number_needed_to_harm", "odds_ratio"),
    *("stratified_comparison", "stratified_rate_comparison", "common_event"),
)

#: Kind -> what its numbers open.
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "events": Kind(
            "reports/page/records/events.sql",
            "adae",
            "source_row",
            {
                **dict.fromkeys(_OF_TERMS, _TERM),
                "cumulative_incidence_by_term": _ANY_CATEGORY,
                "multiplicity": {**_ANY_CATEGORY, "level": "PT"},
                "overview": {"level": "any", "soc": "any", "term": "any", "category": _of("item")},
            },
        ),
        "deaths": Kind(
            "reports/page/records/deaths.sql",
            "adsl",
            "USUBJID",
            {name: {"category": _of("item")} for name in ("deaths", "death_comparison", "overview")},
        ),
        "disposition": Kind(
            "reports/page/records/disposition.sql",
            "adsl",
            "USUBJID",
            {"disposition": {"milestone": _of("milestone"), "status": _of("status"), "category": _of("reason")}},
        ),
        "laboratory": Kind(
            "reports/page/records/laboratory.sql",
            "adlb",
            "source_row",
            {
                "lab_worst_grade": {name: _of(name) for name in ("analyte", "direction", "category")},
                "lab_shift": {
                    **{name: _of(name) for name in ("analyte", "direction")},
                    "category": _of("baseline_grade", "worst_grade", between=" to "),
                },
            },
        ),
        "liver": Kind("reports/page/records/liver.sql", "adsl", "USUBJID", {"hys_law": {"category": _of("quadrant")}}),
        "lvef": Kind("reports/page/records/lvef.sql", "adsl", "USUBJID", {"lvef_decrease": {"category": _of("grade")}}),
        "adjudicated": Kind(
            "reports/page/records/adjudicated.sql",
            "adjudication",
            "source_row",
            {"adjudicated_incidence": {name: _of(name) for name in ("event", "category")}},
        ),
        "vital-signs": Kind(
            "reports/page/records/vital_signs.sql",
            "adsl",
            "USUBJID",
            {
                name: {"category": _of("topic", "level_order", between=" ")}
                for name in ("vital_level", "vital_level_comparison")
            },
        ),
    }
)

#: In the overview deaths stand beside the categories of events: the items whose names begin so.
DEATH = "death"


def kinds_of(table: str) -> Mapping[str, Parameters]:
    """Return the kinds of numbers that the cells of a result table are of, with their parameters."""
    return {name: kind.tables[table] for name, kind in KINDS.items() if table in kind.tables}
