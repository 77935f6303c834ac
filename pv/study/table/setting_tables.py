"""The settings of a study as tables, so that SQL joins them and no query is ever formatted."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from types import MappingProxyType

import pandas as pd

from pv import contract
from pv.contract.table import Row
from pv.sql_upper import capitals
from pv.study.setting.categories import DERIVED, Category, categories, uncollected
from pv.study.setting.dictionary_settings import plain_version
from pv.study.setting.event_settings import NumberRange
from pv.study.setting.pooled_arms import TOTAL, members
from pv.study.setting.settings import Settings
from pv.study.table.ctcae import shipped_version
from pv.study.table.laboratory_tables import grading
from pv.study.table.special_tables import special_tables

#: Investigational arms, then others, in colours told apart in both themes and by most colour-blind readers.
PALETTE = ("#0f6fc6", "#c2410c", "#0f766e", "#7c3aed", "#a16207", "#be185d")
COMPARATOR_COLOUR = "#6b7280"
TOTAL_COLOUR = "#9ca3af"

LEVEL_LABELS = MappingProxyType(
    {
        "any": "Any adverse event",
        "SOC": "System organ class",
        "HLGT": "High level group term",
        "HLT": "High level term",
        "PT": "Preferred term",
        "group": "Group of preferred terms",
        "SMQ": "Standardised MedDRA query",
        "query": "Medical query",
    }
)
#: Levels that are there only where the variable is filled.
_LEVEL_VARIABLE = MappingProxyType({"HLGT": "AEHLGT", "HLT": "AEHLT"})


def setting_tables(settings: Settings, collected: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the tables study, arm, level, category, category_condition, relationship, term_group and the rest.

    Args:
        settings: the validated study file.
        collected: dataset, variable, present, filled (pv.contract.collected_variables).
    """
    events = _of_events(collected, "filled")
    chosen = categories(settings, graded="AETOXGR" in events, filled=events)
    rows: dict[str, Iterable[Row]] = {
        "study": _study(settings),
        "arm": _arm(settings),
        "arm_member": _arm_member(settings),
        "arm_treatment": _arm_treatment(settings),
        "level": _level(settings, events),
        "category": _category(chosen, settings, events, _of_events(collected, "readable")),
        "category_condition": [row for category in chosen for row in _conditions(category)],
        "relationship": _relationship(settings),
        "term_group": _term_group(settings),
        "curve": _curve(settings),
        "exposure_threshold": [(months,) for months in settings.report.exposure_months],
        "dictionary": _dictionary(settings),
    }
    tables = {name: contract.table(name, listed) for name, listed in rows.items()}
    return {**tables, "collected": collected, **special_tables(settings)}


def _of_events(collected: pd.DataFrame, count: str) -> AbstractSet[str]:
    """Return the variables of ADAE with such a count; of an ADAE without a record those that its file has.

    Nobody has had an event yet: what would be recorded of one counts 0, and is not left out as not collected.
    """
    rows = collected[collected["dataset"] == "adae"]
    there = rows[count] > 0 if (rows["filled"] > 0).any() else rows["present"]
    return frozenset(rows.loc[there, "variable"])


def condition_variables(settings: Settings) -> list[str]:
    """Return the columns of ADAE that the conditions of the study's categories name, sorted."""
    both = [*categories(settings, graded=True), *categories(settings, graded=False)]
    named = {variable for category in both for alternative in category.alternatives for variable in alternative}
    return sorted(named - DERIVED.keys())


def _study(settings: Settings) -> list[Row]:
    emergent, statistics = settings.treatment_emergent, settings.statistics
    cut = settings.study.after_cutoff == "cut"
    row: Row = {
        "study_id": settings.study.id,
        "title": settings.study.title,
        "note": settings.study.note or None,
        "marking": settings.study.marking or None,
        "emergent_rule": emergent.rule,
        "window_days": emergent.window_days,
        "days_per_year": settings.time.days_per_year,
        "days_per_month": settings.time.days_per_month,
        "cutoff_date": settings.study.cutoff_date,
        "counted_until": settings.study.cutoff_date if cut else None,
        "confidence_level": statistics.confidence_level,
        "missing_related": settings.relationship.missing == "related",
        "compared_rate": statistics.compared_rate,
        "population_by": settings.population.by,
        "rate_unit": statistics.rate_unit,
        "strata": statistics.strata,
        "lvef_parameter": settings.lvef.parameter,
        "lvef_version": "6.0" if grading(settings).ctcae == "6.0" else "5.0",
        "lvef_resting": settings.lvef.resting,
    }
    return [row]


def _arm(settings: Settings) -> list[Row]:
    colours = _colours(settings)
    shown: list[tuple[str, str, str, bool, str]] = [
        (arm.name, arm.label or arm.name, arm.role, arm.of is not None, colours[arm.name]) for arm in settings.arm
    ]
    shown += [(TOTAL, TOTAL, "total", True, TOTAL_COLOUR)] if settings.report.total else []
    return [
        {"arm": name, "label": label, "role": role, "arm_order": order, "pooled": pooled, "colour": colour}
        for order, (name, label, role, pooled, colour) in enumerate(shown, start=1)
    ]


def _colours(settings: Settings) -> dict[str, str]:
    """Return the colour of each arm by its name: that of an arm of the data is the same whatever is pooled."""
    palette = iter(PALETTE * len(settings.arm))
    usual = {arm.name: COMPARATOR_COLOUR for arm in settings.arm if arm.role == "comparator"}
    colours = {arm.name: arm.colour or usual.get(arm.name) or next(palette) for arm in settings.arms_of_data}
    taken = [(arm.colour or "").lower() for arm in settings.arm] + [*colours.values()]
    free = iter([colour for colour in PALETTE if colour not in taken] + [*PALETTE] * len(settings.arm))
    return colours | {
        arm.name: arm.colour or usual.get(arm.name) or next(free) for arm in settings.arm if arm.of is not None
    }


def _arm_member(settings: Settings) -> list[Row]:
    """Return for each arm that is shown the arms of the data that it is made of."""
    pooled = [(arm.name, member) for arm in settings.arm for member in members(settings, arm)]
    total = [(TOTAL, arm.name) for arm in settings.arms_of_data] if settings.report.total else []
    return [*pooled, *total]


def _arm_treatment(settings: Settings) -> list[Row]:
    return [*dict.fromkeys((arm.name, capitals(name.strip())) for arm in settings.arm for name in arm.treatment)]


def _level(settings: Settings, events: AbstractSet[str]) -> list[Row]:
    missing = {level for level, variable in _LEVEL_VARIABLE.items() if variable not in events}
    missing |= set() if settings.group else {"group"}
    missing |= set() if settings.dictionary.smq else {"SMQ"}
    missing |= set() if settings.dictionary.queries else {"query"}
    levels = [level for level in LEVEL_LABELS if level not in missing]
    return [(level, LEVEL_LABELS[level], order) for order, level in enumerate(levels, start=1)]


def _category(
    chosen: list[Category], settings: Settings, events: AbstractSet[str], readable: AbstractSet[str]
) -> Iterator[Row]:
    """Yield the categories; what no value of its variable can be read for is not counted as none."""
    own = {part.name for part in settings.category}
    for order, category in enumerate(chosen, start=1):
        # A category of the study's own may ask for values that no codelist has.
        missing = uncollected(category, events if category.name in own else readable)
        yield {
            "category": category.name,
            "label": category.label,
            "category_order": order,
            "scale": category.scale,
            "scale_rank": category.rank,
            "every_level": category.every_level,
            "collected": not missing,
            "note": _not_counted(missing, events) if missing else None,
        }


def _not_counted(missing: list[str], events: AbstractSet[str]) -> str:
    """Return why a category is not counted: its variables are not collected, or none of their values is known."""
    unknown = [name for name in missing if events & set(name.split(" or "))]
    lacking = [name for name in missing if name not in unknown]
    reasons = [f"{', '.join(lacking)} not collected"] if lacking else []
    reasons += [f"no value of {', '.join(unknown)} is in its codelist"] if unknown else []
    return f"not counted: {'; '.join(reasons)}"


def _conditions(category: Category) -> Iterator[dict[str, object]]:
    """Yield one row a condition; a list of values is several rows of one condition, of which any is enough."""
    for alternative_no, alternative in enumerate(category.alternatives, start=1):
        for condition_no, (variable, condition) in enumerate(alternative.items(), start=1):
            common = {
                "category": category.name,
                "alternative": alternative_no,
                "condition_no": condition_no,
                "conditions": len(alternative),
                "variable": variable,
                "is_missing": condition is None,
            }
            if isinstance(condition, NumberRange):
                yield common | {"at_least": condition.at_least, "at_most": condition.at_most}
            elif isinstance(condition, tuple):
                yield from (common | {"value": value} for value in condition)
            else:
                yield common | {"value": condition}


def _relationship(settings: Settings) -> Sequence[Row]:
    rows = [(capitals(value), "Y") for value in settings.relationship.related]
    rows += [(capitals(value), "N") for value in settings.relationship.not_related]
    return sorted(set(rows))


def _term_group(settings: Settings) -> Sequence[Row]:
    rows = [
        (group.name, group.soc, capitals(term.strip()), order)
        for order, group in enumerate(settings.group, start=1)
        for term in group.terms
    ]
    return sorted(set(rows))


def _curve(settings: Settings) -> list[Row]:
    curves = [("Any adverse event", "any", "any", "any")]
    curves += [(curve.label, curve.level, curve.term, curve.category) for curve in settings.curve]
    return [(*curve, order) for order, curve in enumerate(curves, start=1)]


def _dictionary(settings: Settings) -> list[Row]:
    meddra, ctcae = settings.dictionary.meddra, settings.dictionary.ctcae
    versions = [("MedDRA", plain_version(meddra) if meddra else None), ("CTCAE", shipped_version(ctcae) or ctcae)]
    return [row for row in versions if row[1]]
