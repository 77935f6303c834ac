"""Read the algorithm of a standardised query: 'A or (B and C)' as alternatives of conditions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

#: More alternatives than this are no algorithm that a person wrote.
MOST_ALTERNATIVES = 1000
MOST_BRACKETS = 100

_TOKEN = re.compile(r"\s*(\(|\)|>=|>|[0-9]+|[A-Za-z]+)")
#: The words by which a sum of weights is written: 'sum of weights > 6', 'total weight of the categories >= 7'.
_WEIGHT_WORDS = frozenset({"sum", "total", "of", "the", "category", "categories", "term", "terms", "weight", "weights"})


@dataclass(frozen=True)
class Condition:
    """One condition on what a subject had.

    Attributes:
        category: the letter of the terms of which the subject had one; None where it is the weights that decide.
        more_than: what the weights add up to more than; None where it is a category.
    """

    category: str | None = None
    more_than: int | None = None


Alternatives = tuple[tuple[Condition, ...], ...]


def alternatives(text: str) -> Alternatives:
    """Return the alternatives of an algorithm: a subject is a case when all conditions of one of them hold.

    'A or (B and C)' is ((A), (B, C)). Letters name categories of terms; 'and' binds closer than 'or'; a sum of weights
    is compared by > or >= with a whole number.

    Raises:
        ValueError: the text is no such algorithm; the message says where.
    """
    tokens = list(_tokens(text))
    if tokens.count("(") > MOST_BRACKETS:
        raise ValueError(f"there are more than {MOST_BRACKETS} brackets")
    read, rest = _or(tokens)
    if rest:
        raise ValueError(f"{rest[0]!r} is not expected after a whole condition")
    return read


def _tokens(text: str) -> Iterator[str]:
    place = 0
    text = text.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise ValueError(f"{text[place:].strip()[:10]!r} is neither a category, a word nor a number")
        yield match[1]
        place = match.end()


def _or(tokens: list[str]) -> tuple[Alternatives, list[str]]:
    """Return the alternatives of 'x or y or ...' and the tokens after them."""
    read, rest = _and(tokens)
    while rest and rest[0].lower() == "or":
        more, rest = _and(rest[1:])
        read = tuple(dict.fromkeys(read + more))
    return read, rest


def _and(tokens: list[str]) -> tuple[Alternatives, list[str]]:
    """Return the alternatives of 'x and y and ...', one of each, and the tokens after them."""
    read, rest = _part(tokens)
    while rest and rest[0].lower() == "and":
        more, rest = _part(rest[1:])
        if len(read) * len(more) > MOST_ALTERNATIVES:
            raise ValueError(f"there are more than {MOST_ALTERNATIVES} alternatives")
        read = tuple(dict.fromkeys(tuple(dict.fromkeys(left + right)) for left, right in product(read, more)))
    return read, rest


def _part(tokens: list[str]) -> tuple[Alternatives, list[str]]:
    """Return what a letter, a sum of weights or a pair of brackets means, and the tokens after it."""
    if not tokens:
        raise ValueError("it ends where a category is expected")
    first = tokens[0]
    if first == "(":
        inner, rest = _or(tokens[1:])
        if not rest or rest[0] != ")":
            raise ValueError("a bracket is not closed")
        return inner, rest[1:]
    if first.lower() in _WEIGHT_WORDS:
        return _weight(tokens)
    if len(first) == 1 and first.isalpha():
        return ((Condition(category=first.upper()),),), tokens[1:]
    raise ValueError(f"{first!r} is not a category")


def _weight(tokens: list[str]) -> tuple[Alternatives, list[str]]:
    """Return the condition of 'sum of weights > 6' and the tokens after it."""
    words = 0
    while words < len(tokens) and tokens[words].lower() in _WEIGHT_WORDS:
        words += 1
    named = {word.lower() for word in tokens[:words]}
    rest = tokens[words:]
    if not named & {"weight", "weights"} or len(rest) < 2 or rest[0] not in {">", ">="} or not rest[1].isdigit():  # noqa: PLR2004  # a sign and a number
        raise ValueError("a sum of weights must be compared with a number by > or >=")
    # Weights are whole numbers.
    more_than = int(rest[1]) - (1 if rest[0] == ">=" else 0)
    if more_than < 0:
        raise ValueError("a sum of weights is at least 0 even without an event")
    return ((Condition(more_than=more_than),),), rest[2:]
