"""The categories of events that every study has, as data: conditions on variables, in the order tables show them."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from types import MappingProxyType

from pv.study.setting.event_settings import NumberRange
from pv.study.setting.settings import Settings

Condition = str | tuple[str, ...] | NumberRange | None

#: A condition that a variable is missing.
MISSING = None


@dataclass(frozen=True)
class Category:
    """A category of events.

    Attributes:
        name: as in the `category` column of every result.
        label: as shown.
        alternatives: a record is in the category when every condition of one alternative holds.
        scale: categories of one scale share it: a subject counts at the highest `rank` only.
        rank: place on the scale; a missing grade is 0.
        every_level: counted at every level of terms, or at level any only.
    """

    name: str
    label: str
    alternatives: tuple[Mapping[str, Condition], ...]
    scale: str | None = None
    rank: int | None = None
    every_level: bool = True


ANY = Category("any", "Any adverse event", ())

GRADES = (
    Category("grade3plus", "Grade 3 or higher", ({"grade": NumberRange(at_least=3)},)),
    *(
        Category(f"grade{grade}", f"Maximum grade {grade}", ({"grade": str(grade)},), "grade", grade)
        for grade in (1, 2, 3, 4, 5)
    ),
    Category("grade_missing", "Grade missing", ({"grade": MISSING},), "grade", 0),
)

#: Only where no grade is recorded: severity is never called a grade.
SEVERITIES = (
    Category("mild", "Maximum severity mild", ({"severity": "MILD"},), "severity", 1),
    Category("moderate", "Maximum severity moderate", ({"severity": "MODERATE"},), "severity", 2),
    Category("severe", "Maximum severity severe", ({"severity": "SEVERE"},), "severity", 3),
    Category("severity_missing", "Severity missing", ({"severity": MISSING},), "severity", 0),
)

OTHERS = (
    Category("serious", "Serious", ({"AESER": "Y"},)),
    Category("related", "Related to treatment", ({"related": "Y"},)),
    Category("serious_related", "Serious and related to treatment", ({"AESER": "Y", "related": "Y"},)),
    Category("discontinuation", "Leading to discontinuation of treatment", ({"AEACN": "DRUG WITHDRAWN"},)),
    Category("interruption", "Leading to drug interruption", ({"AEACN": "DRUG INTERRUPTED"},)),
    Category("reduction", "Leading to dose reduction", ({"AEACN": ("DOSE REDUCED", "DOSE RATE REDUCED")},)),
    Category("fatal", "Fatal / leading to death", ({"fatal": "Y"},)),
)

#: The criteria of seriousness (ICH E2A), shown in the overview only.
CRITERIA = tuple(
    Category(name, label, ({variable: "Y"},), every_level=False)
    for name, label, variable in (
        ("results_in_death", "Serious: results in death", "AESDTH"),
        ("life_threatening", "Serious: life-threatening", "AESLIFE"),
        ("hospitalisation", "Serious: hospitalisation", "AESHOSP"),
        ("disability", "Serious: disability", "AESDISAB"),
        ("congenital_anomaly", "Serious: congenital anomaly", "AESCONG"),
        ("medically_important", "Serious: medically important", "AESMIE"),
    )
)

#: Criteria that SDTM keeps for older data: shown only where they are collected.
OLDER_CRITERIA = tuple(
    Category(name, label, ({variable: "Y"},), every_level=False)
    for name, label, variable in (
        ("involves_cancer", "Serious: involves cancer", "AESCAN"),
        ("with_overdose", "Serious: occurred with overdose", "AESOD"),
    )
)

#: Categories of a case of special interest that a curve can show, by the committee's decision and grade.
ADJUDICATED = frozenset({"any", "grade3plus", "grade1", "grade2", "grade3", "grade4", "grade5", "grade_missing"})

BUILT_IN_NAMES = frozenset(
    category.name for category in (ANY, *GRADES, *SEVERITIES, *OTHERS, *CRITERIA, *OLDER_CRITERIA)
)

#: Variables of `attribute.sql` that are made from columns of ADAE, one of which is enough.
DERIVED = MappingProxyType(
    {
        "grade": ("AETOXGR",),
        "severity": ("AESEV",),
        "related": ("AEREL",),
        "fatal": ("AEOUT", "AESDTH", "AETOXGR"),
    }
)


def categories(settings: Settings, *, graded: bool, filled: AbstractSet[str] | None = None) -> list[Category]:
    """Return the categories of a study in display order: grades or severities, then the built-in, then its own.

    A category of the study with a built-in name takes that one's place. Criteria of older data are among them where a
    variable in `filled` has them, or where nothing is said of what is filled.
    """
    own = {
        part.name: Category(part.name, part.label, part.where, part.scale, part.rank, every_level=part.every_level)
        for part in settings.category
    }
    older = [category for category in OLDER_CRITERIA if filled is None or not uncollected(category, filled)]
    built_in = [ANY, *(GRADES if graded else SEVERITIES), *OTHERS, *CRITERIA, *older]
    return [own.pop(category.name, category) for category in built_in] + list(own.values())


def uncollected(category: Category, filled: AbstractSet[str]) -> list[str]:
    """Return the variables for want of which a category cannot be counted; none where one alternative can be."""
    lacks = [
        [
            " or ".join(DERIVED.get(variable, (variable,)))
            for variable in alternative
            if filled.isdisjoint(DERIVED.get(variable, (variable,)))
        ]
        for alternative in category.alternatives
    ]
    return [] if not lacks or [] in lacks else sorted({variable for lack in lacks for variable in lack})
