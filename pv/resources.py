"""Find the plain files the package ships: schemas, SQL, report templates and built-in studies."""

from functools import cache
from pathlib import Path

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


def stems(folder: str, suffix: str) -> list[str]:
    """Return the sorted stems of the shipped files with `suffix` in `folder`."""
    return sorted(path.stem for path in (ROOT / folder).glob(f"*{suffix}"))
