"""What is wrong in a facts file although its keys and types are right: names that nothing explains, lists with gaps."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pv.errors import closest, nearest
from pv.facts.baseline_mistakes import baseline_mistakes
from pv.facts.category import names, parse
from pv.facts.course_mistakes import course_mistakes
from pv.facts.figure_mistakes import figure_mistakes
from pv.facts.model import Facts
from pv.facts.published_model import EVERY_ARM, Figure
from pv.facts.terms import Terms

#: What says of a term that it is known, and of which class.
_TERMS = ("terms.term", "terms.name", "terms.soc", "group.name", "group.soc", "group.terms", "common.category")
#: Table -> the keys of other tables that a mistake in it rests on.
RESTS_ON: Mapping[str, tuple[str, ...]] = {
    "arm": ("arm.name",),
    "agent": ("arm.name",),
    "assumed": ("arm.name",),
    "analysis_set": ("analysis_set.name", "course.name"),
    "baseline": ("arm.name", "baseline.variable", "analysis_set.name"),
    "course": ("arm.name", "course.parameter", "course.name", "published.count"),
    "endpoint": ("endpoint.name", "response.name", "analysis_set.name"),
    "event_of_interest": ("arm.name", *_TERMS),
    "group": ("group.name", *_TERMS),
    "laboratory": _TERMS,
    "narrative": ("arm.name", *_TERMS),
    "published": (
        "arm.name",
        "published.id",
        "endpoint.name",
        "response.name",
        "analysis_set.name",
        "event_of_interest.name",
        "laboratory.parameter",
        "laboratory.category",
        "laboratory.name",
        *_TERMS,
    ),
    "terms": _TERMS,
}


def mistakes(facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Yield what types cannot say: (key, what is wrong, what would be right)."""
    yield from _repeated(facts)
    yield from _unknown(facts)
    yield from _beside(facts)
    yield from course_mistakes(facts)
    for place, figure in enumerate(facts.published.figure, start=1):
        yield from figure_mistakes(figure, f"published.figure[{place}]")
    yield from baseline_mistakes(facts)


def _repeated(facts: Facts) -> Iterator[tuple[str, str, str]]:
    for key, names_there in (
        ("arm", [arm.name for arm in facts.arm]),
        ("published.figure", [figure.id for figure in facts.published.figure]),
        ("group", [group.name for group in facts.group]),
        ("terms.term", [term.name for term in facts.terms.term]),
        ("analysis_set", [one.name for one in facts.analysis_set]),
        ("endpoint", [one.name for one in (*facts.endpoint, *facts.response)]),
        ("course.endpoint", [one.parameter for one in facts.course.endpoint] if facts.course else []),
        ("course.variable", [one.name for one in facts.course.variable] if facts.course else []),
    ):
        for name, times in Counter(names_there).items():
            if times > 1:
                yield key, f"{name!r} occurs {times} times", "each name only once"


def _unknown(facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Yield names that nothing in the file explains: arms, terms, groups, events, parameters, categories."""
    terms = Terms(facts)
    arms = [arm.name for arm in facts.arm]
    for key, arm in _arms(facts):
        if arm not in arms and not (arm == EVERY_ARM and key.startswith("published.figure")):
            yield key, f"{arm!r} is not an arm", nearest(arm, arms)
    yield from _without_class(facts, terms)
    for place, figure in enumerate(facts.published.figure, start=1):
        for field, name, known, entry in _named(facts, figure, terms):
            if name not in known:
                right = nearest(str(name), known) if known or not entry else entry
                yield f"published.figure[{place}].{field}", f"{name!r} is not known", right


def _without_class(facts: Facts, terms: Terms) -> Iterator[tuple[str, str, str]]:
    """Yield the terms and classes that nothing explains, each once, with the entry that would explain it."""
    said = set(terms.by_name)
    for key, term in _terms(facts):
        if term not in said:
            said.add(term)
            entry = f'{{ name = "{term}", soc = "…" }} in the list term of [terms], with its system organ class'
            yield key, f"the term {term!r} has no entry in [terms]", _perhaps(term, terms.by_name) + entry
    classes = {term.soc for term in terms.by_name.values()}
    said = set(classes)
    for place, figure in enumerate(facts.published.figure, start=1):
        if figure.level == "SOC" and "term" in figure.model_fields_set and figure.term not in said:
            said.add(figure.term)
            entry = f'{{ name = "…", soc = "{figure.term}" }} in the list term of [terms], with a term of the class'
            message = f"no term of the system organ class {figure.term!r} is known"
            yield f"published.figure[{place}].term", message, _perhaps(figure.term, classes) + entry


def _perhaps(name: str, known: Iterable[str]) -> str:
    """Return a guess at what a name is a slip of the pen for; another term that is merely a little like it is none."""
    close = closest(name, known, alike=0.8)
    return f"did you mean {close!r}? If not: " if close else ""


def _beside(facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Yield categories of assumed counts that there are not, and no endpoint that ends a response."""
    if facts.course and (ends := facts.course.response_ends_with):
        endpoints = [one.parameter for one in facts.course.endpoint]
        if ends not in endpoints:
            yield "course.response_ends_with", f"{ends!r} is not an endpoint", nearest(ends, endpoints)
    for place, assumed in enumerate(facts.assumed.count, start=1):
        parsed = parse(assumed.category)
        if parsed is None or parsed[1]:
            right = "as grade3plus" if parsed else nearest(assumed.category, names())
            yield f"assumed.count[{place}].category", f"{assumed.category!r} is not a category", right


def _arms(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield every use of an arm: (key, arm)."""
    for key, named in (
        ("narrative", [part.arm for part in facts.narrative]),
        ("agent", [part.arm for part in facts.agent]),
        ("assumed.count", [part.arm for part in facts.assumed.count]),
        ("published.figure", [part.arm for part in facts.published.figure]),
    ):
        yield from ((f"{key}[{place}].arm", arm) for place, arm in enumerate(named, start=1))
    for place, event in enumerate(facts.event_of_interest, start=1):
        yield from ((f"event_of_interest[{place}].case", case.arm) for case in event.case)
    for place, baseline in enumerate(facts.baseline, start=1):
        yield from ((f"baseline[{place}].number", arm) for arm in baseline.number or ())
    for key in ("ongoing_percent", "late_death_percent", "records_per_subject"):
        yield from ((f"assumed.{key}", arm) for arm in getattr(facts.assumed, key))


def _terms(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield every use of a preferred term: (key, term)."""
    for place, group in enumerate(facts.group, start=1):
        yield from ((f"group[{place}].terms", term) for term in group.terms)
    for place, narrative in enumerate(facts.narrative, start=1):
        yield from ((f"narrative[{place}].records", record.term) for record in narrative.records)
    for place, event in enumerate(facts.event_of_interest, start=1):
        yield from ((f"event_of_interest[{place}].terms", term) for term in event.terms)
    for place, part in enumerate(facts.laboratory, start=1):
        yield from ((f"laboratory[{place}].terms", term) for term in part.terms)
    for place, figure in enumerate(facts.published.figure, start=1):
        if figure.level == "PT" and "term" in figure.model_fields_set:
            yield f"published.figure[{place}].term", figure.term


def _named(facts: Facts, figure: Figure, terms: Terms) -> Iterator[tuple[str, str, list[str], str]]:
    """Yield the names that a figure uses, what they can be, and the entry to add where the file has none."""
    if figure.measure == "laboratory":
        known = [c.name for part in facts.laboratory for c in part.category if part.parameter == figure.parameter]
        parameters = [part.parameter for part in facts.laboratory]
        yield "parameter", str(figure.parameter), parameters, f'[[laboratory]] with parameter = "{figure.parameter}"'
        yield "category", figure.category, known, f'a category with name = "{figure.category}" of the parameter'
        return
    if figure.endpoint is not None and (facts.endpoint or facts.response):
        endpoints = [one.name for one in (*facts.endpoint, *facts.response)]
        yield "endpoint", figure.endpoint, endpoints, ""
    if parse(figure.category) is None:
        yield "category", figure.category, names(), ""
    if figure.event is not None:
        events = [event.name for event in facts.event_of_interest]
        yield "event", figure.event, events, f'[[event_of_interest]] with name = "{figure.event}" and its terms'
    if figure.level == "group" and "term" in figure.model_fields_set:
        yield "term", figure.term, list(terms.groups), f'[[group]] with name = "{figure.term}" and its terms'
