"""What is wrong in a facts file although its keys and types are right: unknown names, figures without a number."""

from collections import Counter
from collections.abc import Iterator, Mapping

from pv.errors import nearest
from pv.reconstruct.category import names, parse
from pv.reconstruct.facts import Facts, Figure
from pv.reconstruct.terms import Terms

#: What a figure of a measure must have; of the alternatives one is enough.
_NEEDS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "arm_size": (("count",),),
    "exposure": (("statistic",), ("value",)),
    "incidence": (("count", "percent"),),
    "exposure_adjusted_rate": (("statistic",), ("value",)),
    "deaths": (("item",), ("count", "percent")),
    "adjudication": (("event",), ("count", "percent")),
    "onset": (("event",), ("statistic",), ("value",)),
    "laboratory": (("parameter",), ("count", "percent")),
}


def mistakes(facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Yield what types cannot say: (key, what is wrong, what would be right)."""
    yield from _repeated(facts)
    yield from _unknown(facts)
    yield from _beside(facts)
    for place, figure in enumerate(facts.published.figure, start=1):
        for fields in _NEEDS[figure.measure]:
            if all(getattr(figure, name) is None for name in fields):
                yield f"key published.figure[{place}]", f"{figure.measure} without {' or '.join(fields)}", figure.id
    for place, part in enumerate(facts.baseline, start=1):
        if (part.number is None) == (part.values is None):
            yield f"key baseline[{place}]", f"{part.variable} needs number or values", "one of the two"
        if part.values and any(len(counts) != len(facts.arm) for counts in part.values.values()):
            yield f"key baseline[{place}].values", "a value has not one count an arm", f"{len(facts.arm)} counts"


def _repeated(facts: Facts) -> Iterator[tuple[str, str, str]]:
    for key, names_there in (
        ("arm", [arm.name for arm in facts.arm]),
        ("published.figure", [figure.id for figure in facts.published.figure]),
        ("group", [group.name for group in facts.group]),
        ("terms.term", [term.name for term in facts.terms.term]),
    ):
        for name, times in Counter(names_there).items():
            if times > 1:
                yield f"key {key}", f"{name!r} is there {times} times", "each name once"


def _unknown(facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Yield names that nothing in the file explains: arms, terms, groups, events, parameters, categories."""
    terms = Terms(facts)
    arms = [arm.name for arm in facts.arm]
    for key, arm in _arms(facts):
        if arm not in arms:
            yield f"key {key}", f"{arm!r} is not an arm", nearest(arm, arms)
    for key, term in _terms(facts):
        if term not in terms.by_name:
            yield f"key {key}", f"the term {term!r} has no system organ class", "name it in terms.term"
    for place, figure in enumerate(facts.published.figure, start=1):
        for field, name, known in _named(facts, figure, terms):
            if name not in known:
                yield f"key published.figure[{place}].{field}", f"{name!r} is not known", nearest(str(name), known)


def _beside(facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Yield categories of assumed counts that there are not, and variables that go along with none."""
    for place, assumed in enumerate(facts.assumed.count, start=1):
        parsed = parse(assumed.category)
        if parsed is None or parsed[1]:
            right = "as grade3plus" if parsed else nearest(assumed.category, names())
            yield f"key assumed.count[{place}].category", f"{assumed.category!r} is not a category here", right
    variables = [part.variable for part in facts.baseline if part.values is not None]
    for place, part in enumerate(facts.baseline, start=1):
        if part.along is not None and part.along not in [other.variable for other in facts.baseline[: place - 1]]:
            yield f"key baseline[{place}].along", f"{part.along!r} is not before it", nearest(part.along, variables)


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


def _named(facts: Facts, figure: Figure, terms: Terms) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the names that a figure uses and what they can be."""
    if figure.measure == "laboratory":
        known = [c.name for part in facts.laboratory for c in part.category if part.parameter == figure.parameter]
        yield "parameter", str(figure.parameter), [part.parameter for part in facts.laboratory]
        yield "category", figure.category, known
        return
    if parse(figure.category) is None:
        yield "category", figure.category, names()
    if figure.event is not None:
        yield "event", figure.event, [event.name for event in facts.event_of_interest]
    if figure.level == "group":
        yield "term", figure.term, list(terms.groups)
    if figure.level == "PT":
        yield "term", figure.term, list(terms.by_name)
    if figure.level == "SOC":
        yield "term", figure.term, sorted({term.soc for term in terms.by_name.values()})
