"""The type of a key in words that somebody who writes a TOML file knows."""

from collections.abc import Iterable, Iterator
from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from pv.toml.form import Form
from pv.toml.text import toml_text

_PLAIN = {str: "text", bool: "true or false", int: "whole number", float: "number", date: "date"}
_PLURAL = {"text": "texts", "whole number": "whole numbers", "number": "numbers", "date": "dates"}
_BOUNDS = ((Gt, "gt", "above"), (Ge, "ge", "at least"), (Lt, "lt", "below"), (Le, "le", "at most"))


def in_words(annotation: Any, metadata: Iterable[object] = ()) -> str:  # noqa: ANN401  # a type expression
    """Return a type in words: "whole number, at least 0", "list of texts", "one of the choices"."""
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return in_words(inner, [*metadata, *more])
    words = _words(annotation)
    bounds = ", ".join(_bounds(metadata))
    return f"{words}, {bounds}" if bounds else words


def _words(annotation: Any) -> str:  # noqa: ANN401  # a type expression
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return "one of the choices"
    if origin in {Union, UnionType}:
        return " or ".join(dict.fromkeys(in_words(one) for one in inner if one is not NoneType))
    if origin is tuple:
        return _list(inner)
    if origin is dict:
        return f"table of {_several(in_words(inner[1]))}"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"table with {' and '.join(annotation.model_fields)}"
    raise TypeError(annotation)


def _list(items: tuple[Any, ...]) -> str:
    """Return a list in words: of any length, or of so many."""
    if items[-1] is Ellipsis:
        return f"list of {_several(in_words(items[0]))}"
    return f"list of {len(items)} {_several(in_words(items[0]))}"


def _several(words: str) -> str:
    first, comma, rest = words.partition(", ")
    if first == "one of the choices":
        return "the choices"
    if " or " in first:
        return f"values, each {first}"
    kind, _, of = first.partition(" of ")
    plural = f"{kind}s of {of}" if of else _PLURAL.get(first, f"{first}s")
    return f"{plural}{comma}{rest}"


def _bounds(metadata: Iterable[object]) -> Iterator[str]:
    """Yield the bounds of a number, and the form of a text."""
    for one in metadata:
        if isinstance(one, FieldInfo):
            yield from _bounds(one.metadata)
        for kind, name, words in _BOUNDS:
            if isinstance(one, kind):
                yield f"{words} {getattr(one, name):g}"
        if isinstance(one, Form):
            yield one.words


def choices_of(annotation: Any) -> tuple[str, ...]:  # noqa: ANN401  # a type expression
    """Return the values, as they are written, that a type allows where it names them."""
    if get_origin(annotation) is Literal:
        return tuple(toml_text(value) for value in get_args(annotation))
    return tuple(choice for inner in get_args(annotation) for choice in choices_of(inner))
