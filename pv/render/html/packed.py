"""Data of the page in fewer characters: rows as columns, repeated values once; the page's script unpacks them."""

from collections.abc import Mapping
from typing import Any

#: Shorter lists are as they are.
_FROM = 8
_PLAIN = {str, int, float, bool, type(None)}


def packed(value: Any) -> Any:  # noqa: ANN401  # whatever JSON can hold
    """Return a value with its long lists packed.

    A list of objects with the same keys is {"$rows": {key: list of its values}}; a list whose values repeat is
    {"$values": the values, "$codes": for each place which one}, texts that begin and end alike {"$texts": what differs,
    "$around": [beginning, end]}, where that is shorter.

    Examples:
        >>> packed([{"arm": "Drug", "day": day} for day in range(8)])
        {'$rows': {'arm': {'$values': ['Drug'], '$codes': [0, 0, 0, 0, 0, 0, 0, 0]}, 'day': [0, 1, 2, 3, 4, 5, 6, 7]}}
    """
    if isinstance(value, Mapping):
        return {key: packed(one) for key, one in value.items()}
    if not isinstance(value, (list, tuple)):
        return value
    if len(value) < _FROM:
        return [packed(one) for one in value]
    keys = value[0].keys() if isinstance(value[0], Mapping) else None
    if keys and all(isinstance(one, Mapping) and one.keys() == keys for one in value):
        return {"$rows": {key: _repeated([one[key] for one in value]) for key in keys}}
    return _repeated(value)


def _repeated(values: Any) -> Any:  # noqa: ANN401  # a list of whatever JSON can hold
    """Return a list with each distinct value once, where that is shorter."""
    kinds = set(map(type, values))
    if kinds <= {int}:  # Codes: nothing is shorter.
        return values
    texts = list(map(repr, values))
    places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    codes = [places[text] for text in texts]
    saved = sum(map(len, texts)) - sum(map(len, places)) - sum(len(str(code)) for code in codes) - len(places)
    if saved <= len('{"$values":[],"$codes":[]}'):
        if kinds == {str}:
            return _trimmed(values)
        return values if kinds <= _PLAIN else [packed(one) for one in values]
    first = dict(zip(reversed(texts), reversed(values), strict=True))
    once = [first[text] for text in places]
    return {"$values": _trimmed(once) if kinds == {str} else [packed(one) for one in once], "$codes": codes}


def _trimmed(texts: list[str]) -> Any:  # noqa: ANN401  # a list, or what stands for it
    """Return texts without what all of them begin and end with, where that is shorter."""
    begin = _beginning(texts)
    end = _beginning([text[len(begin) :][::-1] for text in texts])[::-1]
    if len(texts) * len(begin + end) <= len('{"$texts":[],"$around":["",""]}') + len(begin + end):
        return texts
    return {"$texts": [text[len(begin) : len(text) - len(end)] for text in texts], "$around": [begin, end]}


def _beginning(texts: list[str]) -> str:
    """Return what all texts begin with: what the first and the last of them in order do."""
    first, last = min(texts), max(texts)
    alike = next((place for place, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), None)
    return first[:alike]
