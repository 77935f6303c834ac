"""Find the plain files the package ships: schemas, SQL, report templates and built-in studies."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_data"

#: A wheel carries the folders inside the package; a checkout keeps them beside it.
ROOT = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent


def read(path: str) -> str:
    """Return the text of a shipped file, named from the repository root."""
    return _text(ROOT / path)


@cache
def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def files(folder: str, suffix: str) -> Mapping[str, str]:
    """Return stem -> path from the repository root of the shipped files with `suffix` in `folder` and its rooms.

    A file whose name begins with _ is a part of others, and not among them.
    """
    return _files(ROOT, folder, suffix)


@cache
def _files(root: Path, folder: str, suffix: str) -> Mapping[str, str]:
    paths = (path for path in (root / folder).rglob(f"*{suffix}") if not path.name.startswith("_"))
    found = {path.stem: path.relative_to(root).as_posix() for path in paths}
    return MappingProxyType(dict(sorted(found.items())))
