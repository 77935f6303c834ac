"""Read a TOML file: what is wrong with it, said in our own words and with the line."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pv.errors import Problem, PvError

#: Python's parser says the line in its sentence, and from 3.14 on in an attribute too.
_LINE = re.compile(r"at line (\d+)")


def read_toml(path: Path, what: str, error: type[PvError]) -> tuple[str, dict[str, Any]]:
    """Return the text of a TOML file and what it says, its lists as tuples.

    Args:
        path: the file.
        what: the file is called so in a message: "the study file".
        error: what is raised.

    Raises:
        PvError: of the type `error`: the file cannot be read, or is not TOML.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")  # some editors begin a file with a byte order mark
        return text, frozen(tomllib.loads(text))
    except OSError as caught:
        raise error(Problem(f"{what} cannot be read: {caught.strerror}", str(path))) from caught
    except UnicodeDecodeError as caught:
        line = caught.object.count(b"\n", 0, caught.start) + 1
        byte = f"byte 0x{caught.object[caught.start]:02x} of line {line}"
        raise error(Problem(f"the text is not UTF-8: {byte}", str(path), "save it as UTF-8")) from caught
    except tomllib.TOMLDecodeError as caught:
        raise error(Problem(f"not a TOML file: {caught}", _place(path, caught))) from caught
    except RecursionError as caught:
        right = "a few levels, such as [data.columns.adae]"
        raise error(Problem(f"{what} is nested too deeply to be read", str(path), right)) from caught


def _place(path: Path, error: tomllib.TOMLDecodeError) -> str:
    """Return the file, with the line of the mistake where the parser tells it."""
    said = _LINE.search(str(error))
    line = getattr(error, "lineno", None) or (said and said[1])
    return f"{path}, line {line}" if line else str(path)


def frozen(value: Any) -> Any:  # noqa: ANN401  # parsed TOML has any shape
    """Return parsed TOML with tuples in the place of its lists."""
    if isinstance(value, Mapping):
        return {key: frozen(item) for key, item in value.items()}
    return tuple(frozen(item) for item in value) if isinstance(value, list | tuple) else value
