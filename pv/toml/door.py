"""The door of a TOML file that a person wrote: it is read, held to a model, and every mistake is in one answer."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from pv.errors import Problem, PvError, in_order_of_lines
from pv.toml.file import frozen, read_toml
from pv.toml.lines import Written, key_lines
from pv.toml.problems import problem
from pv.toml.repair import Doubt, repaired

Model = TypeVar("Model", bound=BaseModel)

#: What types cannot say: (key, what is wrong, what would be right).
Mistake = tuple[str, str, str]


@dataclass(frozen=True)
class Content(Generic[Model]):
    """A TOML file that was read.

    Attributes:
        value: what it says; with problems, what could be read of it, None where that is nothing.
        text: its text.
        parsed: what was read of it, before it was held to anything.
        written: where its keys stand.
        problems: every mistake in it, in the order of its lines.
        doubt: the parts of it that are not as they are written.
    """

    value: Model | None
    text: str
    parsed: Mapping[str, Any]
    written: Written
    problems: tuple[Problem, ...]
    doubt: Doubt


@dataclass(frozen=True)
class Door(Generic[Model]):
    """What a kind of file is to be.

    Attributes:
        what: the file is called so in a message: "the study file".
        model: what it may say.
        error: what is raised where it is wrong.
        mistakes: what is wrong although keys and types are right.
        rests_on: table -> the keys of other tables that such a mistake in it rests on.
        alone: keys of items of lists that are judged whatever else is wrong in the item.
    """

    what: str
    model: type[Model]
    error: type[PvError]
    mistakes: Callable[[Model], Iterable[Mistake]]
    rests_on: Mapping[str, tuple[str, ...]]
    alone: frozenset[str] = frozenset()

    def read(self, path: Path) -> Content[Model]:
        """Return a file as far as it can be read, with every problem in it.

        Raises:
            PvError: the file cannot be read, or is not TOML.
        """
        text, parsed = read_toml(path, self.what, self.error)
        return self.held(parsed, text, Written(str(path), key_lines(text)))

    def hold(self, parsed: Mapping[str, Any], source: str) -> Model:
        """Return what a parsed file says.

        Raises:
            PvError: every mistake, each with its key.
        """
        return self.whole(self.held(parsed, "", Written(source)))

    def whole(self, content: Content[Model]) -> Model:
        """Return what a file says that has no mistake.

        Raises:
            PvError: every mistake, each with its line and key.
        """
        if content.problems or content.value is None:
            raise self.error(content.problems)
        return content.value

    def held(self, parsed: Mapping[str, Any], text: str, written: Written) -> Content[Model]:
        """Return what a parsed file says, held to the model, with every problem in it."""
        problems: list[Problem] = []
        value: Model | None
        try:
            # TOML gives lists where the models hold tuples: frozen all the way down.
            value, doubt = self.model.model_validate(frozen(parsed)), Doubt()
        except ValidationError as error:
            problems = [problem(one, written, self.model, self.what) for one in _telling(error.errors())]
            rest = repaired(parsed, self.model)
            value, doubt = rest.value, rest.doubt
        for key, message, right in self.mistakes(value) if value is not None else ():
            if not self._in_doubt(key, doubt):
                problems.append(written.problem(message, key, right))
        return Content(value, text, parsed, written, tuple(in_order_of_lines(dict.fromkeys(problems))), doubt)

    def _in_doubt(self, key: str, doubt: Doubt) -> bool:
        """Return whether a mistake may be one of what was taken out, or of what stands in for it."""
        table, name = key.split(".", maxsplit=1)[0].split("[", maxsplit=1)[0], key.rpartition(".")[2]
        beside = doubt.touches(key) if name in self.alone else doubt.at(key)
        return beside or doubt.of(*self.rests_on.get(table, ()))


def _telling(details: Iterable[Any]) -> list[Any]:
    """Return pydantic's errors but for 'too few items' where an item is wrong: it counts the valid ones."""
    known = list(details)
    above = {detail["loc"][:length] for detail in known for length in range(len(detail["loc"]))}
    return [detail for detail in known if detail["type"] != "too_short" or detail["loc"] not in above]
