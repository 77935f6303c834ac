"""What each query of the synthetic dictionary captures, said directly."""

from collections.abc import Callable

Term = tuple[int, int]


def had(*terms: Term) -> Callable[[set[Term]], bool]:
    return lambda found: not found.isdisjoint(terms)


def reaction(found: set[Term]) -> bool:
    """A or (B and C) or (D and (B or C)), said directly."""
    a, b, c, d = (3, 1) in found, bool({(3, 2), (3, 3)} & found), (1, 1) in found, (1, 2) in found
    return a or (b and c) or (d and (b or c))


def systemic(found: set[Term]) -> bool:
    """A, or weights of the categories B (3), C (3) and D (1) of more than 6, each category once."""
    weight = 3 * bool({(4, 2), (4, 3)} & found) + 3 * ((4, 4) in found) + 1 * ((4, 5) in found)
    return (4, 1) in found or weight > 6


FORCE = {
    "Heart problems (SMQ) narrow": had((2, 1), (2, 2), (2, 4)),
    "Heart problems (SMQ) broad": had((2, 1), (2, 2), (2, 3), (2, 4)),
    "Heart rhythm (SMQ) narrow": had((2, 1), (2, 2)),
    "Heart rhythm (SMQ) broad": had((2, 1), (2, 2), (2, 3)),
    "Heart failure (SMQ) narrow": had((2, 4)),
    "Heart failure (SMQ) broad": had((2, 4)),
    "Reaction (SMQ) narrow": had((3, 1)),
    "Reaction (SMQ) broad": had((3, 1), (3, 2), (3, 3), (1, 1), (1, 2)),
    "Reaction (SMQ) algorithm": reaction,
    "Systemic illness (SMQ) narrow": had((4, 1)),
    "Systemic illness (SMQ) broad": had((4, 1), (4, 2), (4, 3), (4, 4), (4, 5)),
    "Systemic illness (SMQ) algorithm": systemic,
    "Obscure (SMQ) narrow": had((1, 8)),
    "Obscure (SMQ) broad": had((1, 8), (1, 7)),
}
