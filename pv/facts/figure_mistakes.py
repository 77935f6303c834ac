"""What is wrong in a single figure of a facts file: keys that its measure needs or does not have."""

from collections.abc import Iterator, Mapping

from pv.facts.printed import NOT_ESTIMABLE
from pv.facts.published_model import EVERY_ARM, Figure

_SUBJECTS = ("count", "percent")
_LIMITS = ("lower", "upper")
#: What a figure of a measure must have; of the alternatives one is enough.
_NEEDS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "arm_size": (("count",),),
    "exposure": (("statistic",), ("value",)),
    "incidence": (_SUBJECTS,),
    "exposure_adjusted_rate": (("statistic",), ("value",)),
    "deaths": (("item",), _SUBJECTS),
    "adjudication": (("event",), _SUBJECTS),
    "onset": (("event",), ("statistic",), ("value",)),
    "laboratory": (("parameter",), _SUBJECTS),
    "survival": (("endpoint",), ("statistic",), ("value", "count")),
    "survival_comparison": (("endpoint",), ("value", "p_value")),
    "at_risk": (("endpoint",), ("at_risk",)),
    "response": (("endpoint",), ("response",), _SUBJECTS),
    "flow": (("stage",), _SUBJECTS),
}
#: What it can have besides; another key would be passed over and the figure stand for something else.
_TAKES: Mapping[str, tuple[str, ...]] = {
    "exposure": ("unit",),
    "incidence": ("level", "term", "category"),
    "exposure_adjusted_rate": ("level", "term", "category", "count"),
    "adjudication": ("category",),
    "onset": ("unit",),
    "laboratory": ("category",),
    "survival": ("unit", *_LIMITS),
    "survival_comparison": _LIMITS,
    "at_risk": ("unit", "every", "nearest_at_risk"),
    "response": _LIMITS,
    "flow": ("population",),
}
_ORDER = ("median", "minimum", "maximum")
_STATISTICS: Mapping[str, tuple[str, ...]] = {
    "exposure": (*_ORDER, "patient_years"),
    "exposure_adjusted_rate": ("eair_total",),
    "onset": _ORDER,
    "survival": ("median", "follow_up", "events"),
}
_ALWAYS = frozenset({"id", "arm", "measure", "nearest", "source", "note"})


def figure_mistakes(figure: Figure, key: str) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong in a figure: (key, what is wrong, what would be right)."""
    needs = _NEEDS[figure.measure]
    for fields in needs:
        if all(getattr(figure, name) in (None, ()) for name in fields):
            yield key, f"{figure.measure} without {' or '.join(fields)}", figure.id
    known = [*(name for fields in needs for name in fields), *_TAKES.get(figure.measure, ())]
    for name in sorted(figure.model_fields_set - _ALWAYS - set(known)):
        yield f"{key}.{name}", f"{figure.measure} has no {name}", f"its keys: {', '.join(known)}"
    if figure.statistic not in (None, *(statistics := _STATISTICS.get(figure.measure, ()))):
        yield f"{key}.statistic", f"{figure.measure} has no {figure.statistic}", f"one of {', '.join(statistics)}"
    yield from _of_survival(figure, key)
    yield from _of_flow(figure, key)
    for quantity in figure.nearest:
        if getattr(figure, quantity) is None:
            yield f"{key}.nearest", f"{figure.id} has no {quantity}", "a number that is printed"
    if figure.nearest_at_risk and len(figure.nearest_at_risk) != len(figure.at_risk):
        message = f"{len(figure.nearest_at_risk)} numbers beside {len(figure.at_risk)} printed"
        yield f"{key}.nearest_at_risk", message, "as many as in at_risk"
    if figure.level == "any" and figure.term != "any":
        yield f"{key}.level", f"the term {figure.term!r} without a level", 'level = "SOC", "group" or "PT"'
    if figure.level != "any" and "term" not in figure.model_fields_set:
        yield (
            f"{key}.term",
            f"the level {figure.level} without a term",
            f'term = "…", the name of the {figure.level}',
        )


def _of_survival(figure: Figure, key: str) -> Iterator[tuple[str, str, str]]:
    """Yield values that are not reached where every value is, and counts where a time is meant, or the other way."""
    if figure.value == NOT_ESTIMABLE and figure.measure != "survival":
        yield f"{key}.value", f"{figure.measure} has no value {NOT_ESTIMABLE}", "the number as printed"
    if figure.measure == "survival" and figure.statistic is not None:
        wanted, other = ("count", "value") if figure.statistic == "events" else ("value", "count")
        if getattr(figure, other) is not None:
            yield f"{key}.{other}", f"{figure.statistic} of survival has no {other}", wanted
    if figure.arm == EVERY_ARM and not of_every_arm(figure):
        yield f"{key}.arm", f"{figure.measure} is of one arm", "the name of an [[arm]]"


def _of_flow(figure: Figure, key: str) -> Iterator[tuple[str, str, str]]:
    """Yield a stage of one arm that is of all, and a population without its stage, or the other way."""
    if figure.measure != "flow":
        return
    if figure.stage == "screened" and (figure.arm != EVERY_ARM or figure.count is None):
        yield f"{key}.stage", "the screened are a count of no arm", f'arm = "{EVERY_ARM}" and count'
    if (figure.stage == "population") != (figure.population is not None):
        right = 'stage = "population" with the population, another stage without one'
        yield f"{key}.population", f"the stage {figure.stage} and the population {figure.population}", right


def of_every_arm(figure: Figure) -> bool:
    """Return whether a figure is of all arms together."""
    of_survival = figure.measure == "survival" and figure.statistic in ("follow_up", "events")
    together = of_survival or figure.measure == "flow"
    return figure.arm == EVERY_ARM and together
