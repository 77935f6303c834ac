"""What is wrong in a study file although its keys and types are right: names that are taken, choices that clash."""

from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from types import MappingProxyType

from pv.errors import nearest
from pv.sql_upper import capitals
from pv.study.setting.categories import ADJUDICATED, ANY, BUILT_IN_NAMES
from pv.study.setting.endpoint_settings import SAFETY
from pv.study.setting.methods import METHODS
from pv.study.setting.pooled_arms import pool_mistakes
from pv.study.setting.repeated_values import repeated_values
from pv.study.setting.settings import Settings

#: Table -> the keys of other tables that a contradiction in it rests on.
RESTS_ON = MappingProxyType(
    {
        "analysis_set": ("analysis_set.name",),
        "arm": ("arm.name", "arm.role", "arm.of"),
        "category": ("category.name",),
        "common_events": ("common_events.name", "arm.role", "category.name"),
        "curve": ("curve.label", "category.name"),
        "flow": ("analysis_set.name",),
        "endpoint": ("endpoint.name", "analysis_set.name", "response.name"),
        "group": ("group.name",),
        "population": ("arm.name",),
        "response": ("response.name", "endpoint.name", "analysis_set.name"),
        "regimen": ("regimen.treatment", "dosing.cycle"),
        "summary": ("summary.name", "analysis_set.name"),
        "report": ("arm.name", "arm.label", "arm.of"),
    }
)


def contradictions(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Yield what types cannot say: (key, what is wrong, what would be right)."""
    for key, names in (
        ("arm", [arm.name for arm in settings.arm]),
        ("category", [category.name for category in settings.category]),
        ("group", [group.name for group in settings.group]),
        ("curve", [curve.label for curve in settings.curve]),
        ("demographics.variables", settings.demographics.variables),
        ("common_events", [table.name for table in settings.common_events]),
        ("analysis_set", [part.name for part in settings.analysis_set]),
        ("endpoint", [part.name for part in settings.endpoint]),
        ("response", [part.name for part in settings.response]),
        ("summary", [part.name for part in settings.summary]),
    ):
        for name, times in Counter(names).items():
            if times > 1:
                yield key, f"{name!r} occurs {times} times", "each name once"
    yield from _durations(settings)
    yield from _taken(settings)
    yield from pool_mistakes(settings)
    yield from _comparator_problems(settings)
    yield from _populations(settings)
    yield from repeated_values(settings)
    yield from _summaries(settings)
    yield from _regimens(settings)
    for key, methods in METHODS.items():
        chosen = getattr(settings.statistics, key)
        if chosen not in methods:
            yield f"statistics.{key}", f"{chosen!r} is not a method", nearest(chosen, methods)
    yield from _both_ways(settings)
    categories = {*BUILT_IN_NAMES, *(category.name for category in settings.category)}
    for key, category, known in _named_categories(settings, categories):
        if category not in known:
            yield key, f"{category!r} is not a category", nearest(category, known)


def _durations(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Yield the durations that occur twice, and the weeks that do not rise."""
    for months, times in Counter(settings.report.exposure_months).items():
        if times > 1:
            yield "report.exposure_months", f"{months:g} occurs {times} times", "each duration once"
    weeks = settings.statistics.interval_weeks
    if sorted(set(weeks)) != list(weeks):
        right = f"interval_weeks = {sorted(set(weeks))}"
        yield "statistics.interval_weeks", "the weeks do not rise", right


def _both_ways(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Yield the values and variables that are in two lists of which each must be in one."""
    relationship, flags, described = (
        settings.relationship,
        settings.treatment_emergent.flag_values,
        settings.demographics,
    )
    for value in _common(relationship.related, relationship.not_related):
        yield "relationship", f"{value!r} is both related and not related", "a value in one of the two lists"
    for word in _common(flags.get("Y", ()), flags.get("N", ())):
        yield "treatment_emergent.flag_values", f"{word!r} is both Y and N", "a word in one of the two lists"
    for name in _common(described.numbers, described.text):
        yield "demographics", f"{name!r} is in numbers and in text", "a variable in one of the two lists"


def _common(some: Iterable[str], others: Iterable[str]) -> list[str]:
    return sorted({value.upper() for value in some} & {value.upper() for value in others})


def _taken(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Yield the names that mean something else already."""
    for name in sorted({arm.name for arm in settings.arm} & set(settings.population.leave_out_arms)):
        yield "population.leave_out_arms", f"{name!r} is an [[arm]] too", "analysed or left out"
    for place, category in enumerate(settings.category, start=1):
        if category.name == ANY.name:
            yield f"category[{place}].name", f"{ANY.name!r} is every adverse event", "another name"
    for place, curve in enumerate(settings.curve, start=1):
        if curve.label == ANY.label:
            yield f"curve[{place}].label", f"{ANY.label!r} is the curve that every study has", "another label"


def _populations(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Yield the endpoints whose population there is not, and the populations that are called as that of safety."""
    for place, population in enumerate(settings.analysis_set, start=1):
        if population.name == SAFETY:
            yield f"analysis_set[{place}].name", f"{SAFETY!r} is the population of [population]", "another name"
    known = {SAFETY, *(part.name for part in settings.analysis_set)}
    for key, parts in (("endpoint", settings.endpoint), ("response", settings.response)):
        for place, part in enumerate(parts, start=1):
            if part.population not in known:
                message = f"{part.population!r} is no [[analysis_set]]"
                yield f"{key}[{place}].population", message, nearest(part.population, known)
    flow = settings.flow
    if flow.randomised is not None and flow.randomised not in known - {SAFETY}:
        message = f"{flow.randomised!r} is no [[analysis_set]]"
        yield "flow.randomised", message, nearest(flow.randomised, known - {SAFETY})
    if flow.randomised is None and flow.screened is not None:
        yield "flow.screened", "the flow is not shown", "with randomised, the [[analysis_set]] of the randomised"
    yield from _of_endpoints(settings)


def _of_endpoints(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Yield the endpoints of responders whose response, or rate of it, there is not, and names that both have."""
    rated = {part.name for part in settings.response if part.rates}
    for place, endpoint in enumerate(settings.endpoint, start=1):
        if endpoint.responders is not None and endpoint.responders not in rated:
            message = f"{endpoint.responders!r} is no [[response]] with rates"
            yield f"endpoint[{place}].responders", message, nearest(endpoint.responders, rated)
    names = {endpoint.name for endpoint in settings.endpoint}
    for place, response in enumerate(settings.response, start=1):
        if response.name in names:
            yield f"response[{place}].name", f"{response.name!r} is an [[endpoint]] too", "another name"


def _summaries(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Yield the summaries that name a number or a population twice, or what they or the study do not have."""
    known = {SAFETY, *(part.name for part in settings.analysis_set)}
    for place, part in enumerate(settings.summary, start=1):
        key = f"summary[{place}]"
        named, populations = Counter((*part.variables, *part.parameters)), Counter(part.populations)
        for of, counted in (("variables", named), ("populations", populations)):
            for name, times in counted.items():
                if times > 1:
                    yield f"{key}.{of}", f"{name!r} occurs {times} times", "each once"
        for name in populations.keys() - known:
            yield f"{key}.populations", f"{name!r} is no [[analysis_set]]", nearest(name, known)
        for name in part.labels.keys() - named.keys():
            message = f"{name!r} is neither in variables nor in parameters"
            yield f"{key}.labels", message, nearest(name, named)


def _regimens(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Yield the treatments with two plans in an arm, and the cycles whose doses nothing tells apart."""
    planned: dict[str, list[str | None]] = {}
    for place, part in enumerate(settings.regimen, start=1):
        others = planned.setdefault(capitals(part.treatment.strip()), [])
        if others and (part.arm is None or {None, part.arm} & {*others}):
            message = f"{part.treatment!r} has a regimen already"
            yield f"regimen[{place}].treatment", message, "one regimen of a treatment, or one in each arm"
        others.append(part.arm)
        if part.record == "dose" and part.doses > 1 and settings.dosing.cycle is None:
            message = f"a record is one of {part.doses} doses of a cycle, and [dosing] does not say of which"
            yield f"regimen[{place}].doses", message, 'cycle = "VISITNUM" in [dosing], or record = "cycle"'


def _comparator_problems(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Yield where there are two comparators, and where there is none to compare with."""
    comparators = [arm.name for arm in settings.arm if arm.role == "comparator"]
    if len(comparators) > 1:
        yield "arm", f"{len(comparators)} comparators: {', '.join(comparators)}", "one arm has role comparator"
    for place, table in enumerate(settings.common_events, start=1):
        key = f"common_events[{place}]"
        if table.rule == "difference" and not comparators:
            yield f"{key}.rule", "there is no comparator", "one arm has role comparator"
        if table.difference_points is not None and not comparators:
            yield f"{key}.difference_points", "there is no comparator", "one arm has role comparator"
        if table.difference_points is not None and table.rule == "difference":
            right = "with this rule threshold_percent is the difference; another rule takes both thresholds"
            yield f"{key}.difference_points", "the rule is 'difference' already", right


def _named_categories(settings: Settings, categories: AbstractSet[str]) -> Iterator[tuple[str, str, AbstractSet[str]]]:
    """Yield each category that the study file names: (key, category, those that there are)."""
    for place, curve in enumerate(settings.curve, start=1):
        yield f"curve[{place}].category", curve.category, ADJUDICATED if curve.level == "adjudicated" else categories
    for place, table in enumerate(settings.common_events, start=1):
        for category in table.categories:
            yield f"common_events[{place}].categories", category, categories
        if table.based_on:
            yield f"common_events[{place}].based_on", table.based_on, categories
