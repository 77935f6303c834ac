"""What is wrong with the arms that are pooled of others, and with the total of all arms."""

from collections import Counter
from collections.abc import Iterator

from pv.errors import nearest
from pv.study.setting.data_settings import ArmPart
from pv.study.setting.settings import Settings

#: What the column of all arms together is called.
TOTAL = "Total"

Mistake = tuple[str, str, str]


def pool_mistakes(settings: Settings) -> Iterator[Mistake]:
    """Yield (key, what is wrong, what would be right) of every pooled arm and of the total."""
    for place, arm in enumerate(settings.arm, start=1):
        if arm.of is not None:
            yield from _members(settings, arm, arm.of, f"arm[{place}].of")
            if arm.treatment:
                right = "the treatments of its members, each at its own arm"
                yield f"arm[{place}].treatment", f"{arm.name!r} is pooled of other arms", right
    yield from _shown_alike(settings)
    yield from _overlaps(settings)
    yield from _total(settings)


def members(settings: Settings, arm: ArmPart) -> tuple[str, ...]:
    """Return the arms of the data whose subjects an arm shows: of one that is not pooled itself."""
    known = {one.name for one in settings.arms_of_data}
    return (arm.name,) if arm.of is None else tuple(name for name in dict.fromkeys(arm.of) if name in known)


def _members(settings: Settings, arm: ArmPart, of: tuple[str, ...], key: str) -> Iterator[Mistake]:
    """Yield the members that an arm cannot have."""
    known = {one.name for one in settings.arms_of_data}
    pools = {one.name: one.of for one in settings.arm if one.of is not None}
    for name, times in Counter(of).items():
        if times > 1:
            yield key, f"{name!r} occurs {times} times", "each arm once"
        if name in known:
            continue
        if name == arm.name:
            yield key, f"{name!r} is pooled of itself", f"other arms, such as {_listed(sorted(known))}"
        elif name in pools:
            yield key, f"{name!r} is a pooled arm itself", f"the arms that it is pooled of: {_listed(pools[name])}"
        else:
            yield key, f"{name!r} is no [[arm]]", nearest(name, known)
    if len(set(of)) < 2:  # noqa: PLR2004  # a pool is of two or more
        yield key, f"{_listed(of[:1]) or 'no arm'} alone is no pool", "the names of two arms or more"


def _shown_alike(settings: Settings) -> Iterator[Mistake]:
    """Yield the pooled arms that are called as another arm is."""
    for place, arm in enumerate(settings.arm, start=1):
        others = [other for other in settings.arm if other is not arm]
        called = {other.name for other in others} | {other.label for other in others if other.label}
        for key, text in (("name", arm.name), ("label", arm.label)):
            # Two arms of one name are named already.
            if arm.of is not None and text in called and not (key == "name" and text in {one.name for one in others}):
                yield f"arm[{place}].{key}", f"another arm is called {text!r}", f"another {key}"


def _overlaps(settings: Settings) -> Iterator[Mistake]:
    """Yield the arms that would be compared with a comparator that has some of their subjects."""
    comparator = settings.comparator
    if comparator is None:
        return
    compared = members(settings, comparator)
    for place, arm in enumerate(settings.arm, start=1):
        shared = [name for name in members(settings, arm) if name in compared]
        if shared and arm.role == "investigational" and len(compared) < len(settings.arms_of_data):
            message = f"{arm.name!r} and the comparator {comparator.name!r} have subjects in common: those of "
            right = 'role = "other": the arm is shown, and not compared'
            yield f"arm[{place}].role", f"{message}{_listed(shared)}", right
    if len(compared) == len(settings.arms_of_data) and comparator.of is not None:
        place = settings.arm.index(comparator) + 1
        message = f"the comparator {comparator.name!r} is pooled of all arms: there is nothing to compare with it"
        yield f"arm[{place}].of", message, "the arms that the others are compared with"


def _total(settings: Settings) -> Iterator[Mistake]:
    """Yield why there can be no column of all arms."""
    if not settings.report.total:
        return
    if len(settings.arms_of_data) == 1:
        yield "report.total", "there is one arm, which is the total", "false"
    for place, arm in enumerate(settings.arm, start=1):
        for key, text in (("name", arm.name), ("label", arm.label)):
            if text == TOTAL:
                right = f"another {key}, or report.total = false"
                yield f"arm[{place}].{key}", f"{TOTAL!r} is the column that report.total asks for", right


def _listed(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(map(repr, names))
