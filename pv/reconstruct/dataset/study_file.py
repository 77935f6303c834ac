"""The study file that fits reconstructed datasets: with it every published figure is computed as it was published."""

from collections import Counter
from collections.abc import Iterator
from types import MappingProxyType

from jinja2 import Environment, StrictUndefined

from pv import resources
from pv.facts.category import FATAL, Category, parse
from pv.facts.course_model import AGENT
from pv.facts.model import AgentPart, Facts
from pv.facts.terms import Terms
from pv.reconstruct.dataset.dataset import STATEMENT
from pv.study.setting.categories import BUILT_IN_NAMES, OTHERS
from pv.study.setting.categories import Category as BuiltIn
from pv.toml.text import toml_text

TEMPLATE = "reports/reconstruct/study.toml.j2"
_WHOLE_YEAR_RATE = "eair_total"


def study_file(facts: Facts, facts_file: str) -> str:
    """Return the text of a study.toml for the datasets of a facts file, which lie in parquet/ beside it.

    Args:
        facts: the published figures.
        facts_file: their file, as the study file is to name it.
    """
    environment = Environment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)  # noqa: S701  # TOML
    environment.filters["toml"] = toml_text
    terms = Terms(facts)
    return environment.from_string(resources.read(TEMPLATE)).render(
        study=facts.study,
        statement=STATEMENT,
        facts_file=facts_file,
        arms=_arms(facts),
        categories=list(_categories(facts)),
        groups=[(group.name, terms.class_of(group), list(group.terms)) for group in facts.group],
        common=facts.common,
        common_level=_common_level(facts),
        regimens=list(_regimens(facts)),
        compared_rate=_WHOLE_YEAR_RATE if _has_rates(facts) else None,
        endpoints=facts.course.endpoint if facts.course and not facts.endpoint else (),
        analysed=list(_analysed(facts)),
        ejection_fraction=next((part for part in facts.laboratory if _is_graded(part.category)), None),
        populations=[one.model_dump(exclude_unset=True) for one in facts.analysis_set],
        flow=_flow(facts),
        demographics=_demographics(facts),
        numbers=list(dict.fromkeys(part.variable for part in facts.baseline if part.classes is not None)),
    )


def _analysed(facts: Facts) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the endpoints and responses of the facts: the name of the table, its keys."""
    for table, parts in (("endpoint", facts.endpoint), ("response", facts.response)):
        yield from ((table, part.model_dump(exclude_unset=True)) for part in parts)


def _regimens(facts: Facts) -> Iterator[dict[str, object]]:
    """Yield the plan of each agent, but of those with several doses a record and several records a cycle."""
    with_agent = {agent.arm for agent in facts.agent}
    others = [arm.name for arm in facts.arm if arm.name not in with_agent and not arm.is_placebo]
    # What the facts do not say is one dose of the arm's own name a cycle.
    usual = [AgentPart(arm=name, name=name, percent=100, dose=(1.0,), unit="DOSE") for name in others]
    agents = (*facts.agent, *usual)
    names = Counter(agent.name for agent in agents)
    for agent in agents:
        if not agent.dose[0] or (agent.given_days > 1 and len(agent.days) > 1):
            continue
        yield {
            "treatment": agent.name.upper(),
            **({"arm": agent.arm} if names[agent.name] > 1 else {}),
            "label": agent.name,
            "dose": agent.dose[0],
            "unit": agent.unit,
            "doses": agent.given_days * len(agent.days),
            "cycle_days": agent.cycle_days,
            "record": "cycle" if agent.given_days > 1 else "dose",
        }


def _arms(facts: Facts) -> list[tuple[str, str, str]]:
    """Return name, label and role of each arm; where no arm says its role, the last of several is the comparator."""
    said = any(arm.role for arm in facts.arm)
    last = facts.arm[-1].name if len(facts.arm) > 1 else None
    usual = {arm.name: "comparator" if arm.name == last and not said else "investigational" for arm in facts.arm}
    return [(arm.name, arm.label or arm.name, arm.role or usual[arm.name]) for arm in facts.arm]


def _categories(facts: Facts) -> Iterator[tuple[str, str, list[str], int | None]]:
    """Yield name, label, conditions and rank of each category of the figures that a study does not have by itself."""
    used = {f.category for f in facts.published.figure if f.measure in ("incidence", "exposure_adjusted_rate")}
    used |= {facts.common.category} if facts.common else set()
    parsed = {name: parse(name) for name in sorted(used - BUILT_IN_NAMES)}
    for name, category in parsed.items():
        if category is not None and not category[1]:
            yield name, _label(category[0]), _conditions(category[0]), None
    # A worst grade is one of a scale, of which every step is needed.
    if any(category is not None and category[1] for category in parsed.values()):
        for grade in range(1, 6):
            conditions = ['related = "Y"', f'grade = "{grade}"']
            yield f"related_grade{grade}", f"Maximum grade {grade} of related events", conditions, grade


#: The categories that every study has: a category of the facts is one of them by grade, by flag or by relationship.
_BUILT_IN = MappingProxyType({category.name: category for category in OTHERS})


def _label(category: Category) -> str:
    built_in = _built_in(category)
    base = built_in.label if built_in else f"Grade {category.grade} or higher"
    return f"{base} and related to treatment" if category.related else base


def _conditions(category: Category) -> list[str]:
    """Return the conditions in TOML; beyond those of a built-in category the relationship and the grade."""
    built_in = _built_in(category)
    conditions = ['related = "Y"'] if category.related else []
    if 1 < category.grade < FATAL.grade:
        conditions.append(f"grade = {{ at_least = {category.grade} }}")
    said = built_in.alternatives[0] if built_in else {}
    return [*conditions, *(f"{variable} = {toml_text(value)}" for variable, value in said.items())]


def _built_in(category: Category) -> BuiltIn | None:
    """Return the built-in category that the grade of death or the flag names."""
    return _BUILT_IN.get("fatal" if category.grade == FATAL.grade else category.flag)


def _common_level(facts: Facts) -> str:
    levels = {f.level for f in facts.published.figure if facts.common and f.category == facts.common.category}
    return "group" if "group" in levels else "PT"


def _has_rates(facts: Facts) -> bool:
    return any(figure.measure == "exposure_adjusted_rate" for figure in facts.published.figure)


def _is_graded(categories: tuple[object, ...]) -> bool:
    """Return whether decreases are published by the grades of the ejection fraction."""
    return {getattr(category, "name", None) for category in categories} <= {"grade2", "grade3"}


def _flow(facts: Facts) -> dict[str, int] | None:
    """Return the number screened, where it is published; None without figures of the flow."""
    figures = [figure for figure in facts.published.figure if figure.measure == "flow"]
    screened = next((figure.count for figure in figures if figure.stage == "screened"), None)
    if not figures or facts.course is None:
        return None
    return {} if screened is None else {"screened": screened}


def _demographics(facts: Facts) -> list[str]:
    """Return the variables that describe the subjects, each once."""
    agent = [AGENT] if facts.agent and facts.course else []
    named = [name for part in facts.baseline for name in _variables(part.variable)]
    return [*dict.fromkeys([*named, *agent])]


def _variables(variable: str) -> list[str]:
    return ["AGE", "AGEGR1"] if variable == "AGE" else [variable]
