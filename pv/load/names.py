"""What the columns of a dataset are called."""

from collections import Counter
from collections.abc import Iterable

from pv.errors import InputError, Problem


def upper_names(names: Iterable[object], place: str) -> list[str]:
    """Return the column names in upper case and without blanks around them, in order.

    Raises:
        InputError: there is no column, a name is empty or no text, or two are the same in upper case.
    """
    as_found = list(names)
    upper = [name.strip().upper() if isinstance(name, str) else "" for name in as_found]
    problems = [
        Problem(f"column {number} is named {name!r}", place, "a name, such as USUBJID")
        for number, (name, tidy) in enumerate(zip(as_found, upper, strict=True), start=1)
        if not tidy
    ]
    if not as_found:
        problems.append(Problem("has no columns", place, "a dataset with the variables of its domain"))
    for name, count in Counter(upper).items():
        if name and count > 1:
            spelled = " and ".join(repr(found) for found, tidy in zip(as_found, upper, strict=True) if tidy == name)
            right = "each name only once, regardless of case"
            problems.append(Problem(f"column {name} occurs {count} times: {spelled}", place, right))
    if problems:
        raise InputError(problems)
    return upper
