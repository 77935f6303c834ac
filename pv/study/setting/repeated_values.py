"""Values that a list of a population, an endpoint or a response has twice: one of the two was meant to be another."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator

from pv.study.setting.endpoint_settings import AnalysisSetPart, EndpointPart, ResponsePart
from pv.study.setting.settings import Settings


def repeated_values(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Yield (key, what is wrong, what would be right) of every value that a list has twice."""
    for key, values in _lists(settings):
        for value, times in Counter(values).items():
            if times > 1:
                yield key, f"{value!r} occurs {times} times", "each value once"


def _lists(settings: Settings) -> Iterator[tuple[str, Iterable[Hashable]]]:
    for place, population in enumerate(settings.analysis_set, start=1):
        yield from _cohort(population, f"analysis_set[{place}]")
    for place, endpoint in enumerate(settings.endpoint, start=1):
        key = f"endpoint[{place}]"
        yield f"{key}.strata", endpoint.strata
        yield f"{key}.subgroups", endpoint.subgroups
        yield f"{key}.landmarks", endpoint.landmarks
        yield f"{key}.competing", [text.strip().upper() for text in endpoint.competing]
        yield from _cohort(endpoint, key)
    for place, response in enumerate(settings.response, start=1):
        key = f"response[{place}]"
        yield f"{key}.strata", response.strata
        yield f"{key}.values", response.values  # a key of the study file
        yield from ((f"{key}.rates.{label}", values) for label, values in response.rates.items())
        yield from _cohort(response, key)


def _cohort(part: AnalysisSetPart | EndpointPart | ResponsePart, key: str) -> Iterator[tuple[str, Iterable[Hashable]]]:
    """Yield the lists of values among the conditions of a cohort."""
    for alternative in part.cohort:
        yield from ((f"{key}.cohort", values) for values in alternative.values() if isinstance(values, tuple))
