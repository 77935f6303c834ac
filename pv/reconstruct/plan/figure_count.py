"""The count of subjects that a figure states, printed as a count, a percentage or both."""

from pv.facts.contradiction import Found
from pv.facts.printed import counts, neighbours, percent
from pv.facts.published_model import Figure
from pv.number_of import number_of


def figure_count(figure: Figure, size: int, found: Found) -> int:
    """Return the count of a figure in an arm of `size` subjects; the count wins over a percentage that denies it."""
    if figure.count is None:
        return _from_percentage(figure, size, found)
    if figure.count > size:
        message = f"{number_of(figure.count, 'subject')} in an arm of {size}"
        found.add("more than the arm", [figure.id], message, number_of(size, "subject"))
        return size
    printed = figure.percent
    if printed is not None and percent(figure.count, size, printed) != printed:
        right = percent(figure.count, size, printed)
        message = f"{figure.count} of {size} is {right}%, not the printed {printed}%; {which(printed, size)}"
        found.add("count and percentage", [figure.id], message, f"the count {figure.count}")
    return figure.count


def which(printed: str, size: int) -> str:
    """Return in words which counts of `size` print as a percentage, or that none does."""
    giving = counts(printed, size)
    if giving:
        many = ", ".join(str(count) for count in giving)
        return f"{printed}% of {size} would be {many}"
    near = " and ".join(f"{count} gives {percent(count, size, printed)}%" for count in neighbours(printed, size))
    return f"no count of {size} gives {printed}% ({near})"


def _from_percentage(figure: Figure, size: int, found: Found) -> int:
    printed = figure.percent or "0"
    giving = counts(printed, size)
    if giving:
        return giving[len(giving) // 2]
    nearest = min(neighbours(printed, size) or [size], key=lambda count: abs(100 * count / size - float(printed)))
    found.add("percentage of no count", [figure.id], which(printed, size), f"the nearest count, {nearest}")
    return nearest
