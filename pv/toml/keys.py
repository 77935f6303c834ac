"""Every key that a model of a TOML file has: its type in words, its default, its meaning and an example."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from pv.toml.location import Location
from pv.toml.text import toml_text
from pv.toml.type_words import choices_of, in_words


@dataclass(frozen=True)
class Key:
    """One key of a table.

    Attributes:
        table: the table that it is in, "laboratory.hys_law".
        name: how it is written.
        kind: its type in words.
        choices: the values that it can have, where these are a few.
        required: whether the table cannot be without it.
        default: its value where the file does not say it; None is none.
        meaning: what it says, in one or two sentences.
        example: a value as somebody would write it.
    """

    table: str
    name: str
    kind: str
    choices: tuple[str, ...]
    required: bool
    default: Any
    meaning: str
    example: Any

    @property
    def path(self) -> str:
        """The whole key, "laboratory.hys_law.bilirubin"."""
        return f"{self.table}.{self.name}"

    @property
    def shown(self) -> Any:  # noqa: ANN401  # any value that TOML has
        """A value to show: the example; else, where the default says enough, that."""
        return self.default if self.example is None else self.example


@dataclass(frozen=True)
class Table:
    """A table of the file.

    Attributes:
        name: "laboratory.hys_law".
        many: whether it is a list of tables, written in double brackets.
        inline: whether it is the value of a key, written in braces only.
        required: whether the file cannot be without it.
        meaning: what it says.
        keys: its keys, but for those that are tables again.
    """

    name: str
    many: bool
    inline: bool
    required: bool
    meaning: str
    keys: tuple[Key, ...]

    @property
    def header(self) -> str:
        """How the table begins in the file."""
        return f"[[{self.name}]]" if self.many else f"[{self.name}]"


def tables(
    model: type[BaseModel], choices: Mapping[str, tuple[str, ...]] = MappingProxyType({}), above: str = ""
) -> Iterator[Table]:
    """Yield the tables of a model, each before those that are in it.

    Args:
        model: what the file may say.
        choices: key -> the values that it can have, where its type does not name them.
        above: the table that the model is, with a point.
    """
    for name, field in model.model_fields.items():
        for part in models_in(field.annotation):
            path = f"{above}{name}"
            fields = [(key, one) for key, one in part.model_fields.items() if not _is_table(one)]
            keys = tuple(_key(path, key, one, choices.get(f"{path}.{key}", ())) for key, one in fields)
            many, inline = get_origin(field.annotation) is tuple, not _is_table(field)
            if keys:
                yield Table(path, many and not inline, inline, field.is_required(), str(part.__doc__), keys)
            yield from tables(part, choices, f"{path}.")


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401  # a type expression
    """Yield the models that a type expression has in it."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from models_in(inner)


def _is_table(field: FieldInfo) -> bool:
    """Return whether a key is a table, or a list of tables, whose keys a model says."""
    inside = [field.annotation, *get_args(field.annotation)]
    return any(isinstance(one, type) and issubclass(one, BaseModel) for one in inside)


def _key(table: str, name: str, field: FieldInfo, choices: tuple[str, ...]) -> Key:
    default = None if field.is_required() else field.get_default(call_default_factory=True)
    named = choices_of(field.annotation) or tuple(toml_text(choice) for choice in choices)
    return Key(
        table,
        name,
        "one of the choices" if choices else in_words(field.annotation, field.metadata),
        named,
        field.is_required(),
        default,
        field.description or "",
        example_of_field(field),
    )


def model_at(model: type[BaseModel], location: Location) -> type[BaseModel]:
    """Return the model that the last part of a location is a key of."""
    for part in location[:-1]:
        if isinstance(part, str) and part in model.model_fields:
            model = next(models_in(model.model_fields[part].annotation), model)
    return model


def example_of(model: type[BaseModel], location: Location) -> Any:  # noqa: ANN401  # any value that TOML has
    """Return an example of the key that the last part of a location is; None where a model has no such key."""
    field = model.model_fields.get(str(location[-1]))
    return None if field is None else example_of_field(field)


def example_of_field(field: FieldInfo) -> Any:  # noqa: ANN401  # any value that TOML has
    """Return the example of a key; of a table, its required keys with their examples."""
    if field.examples or not _is_table(field):
        return field.examples[0] if field.examples else None
    part = next(models_in(field.annotation))
    table = {name: example_of_field(one) for name, one in part.model_fields.items() if one.is_required()}
    return [table] if get_origin(field.annotation) is tuple else table


def as_toml(model: type[BaseModel], location: Location) -> str:
    """Return how a key is written that is missing, by its example; a table with its required keys."""
    name, example = str(location[-1]), example_of(model, location)
    if _is_table(model.model_fields[name]):
        several = isinstance(example, list)
        table: Mapping[str, Any] = example[0] if several else example
        path = ".".join(part for part in location if isinstance(part, str))
        pairs = ", ".join(f"{key} = {toml_text(value)}" for key, value in table.items())
        return f"[[{path}]] with {pairs}" if several else f"[{path}] with {pairs}"
    meaning = model.model_fields[name].description
    return f"{name} = {toml_text(example)}" + (f" ({meaning[0].lower()}{meaning[1:].rstrip('.')})" if meaning else "")
