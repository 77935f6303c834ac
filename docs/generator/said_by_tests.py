"""What the test files say of themselves: what each is held against, and what it shows."""

import ast
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]

#: What is tested there is how methods are listed and how input is refused.
_NO_ORACLE = frozenset({"test_methods", "test_validate"})

_NAMED = re.compile(r"""["'](\w+)["']|\b(\w+)\.sql\b|\b(?:from|join) (\w+)""")


class Module(NamedTuple):
    """A test file.

    Attributes:
        path: from the root of the checkout.
        says: its docstring's first paragraph.
        tests: the names of its tests, as sentences.
        words: every word in it.
        named: what it names as a rule or a table: between quotation marks, as a SQL file, or in a query.
    """

    path: str
    says: str
    tests: tuple[str, ...]
    words: frozenset[str]
    named: frozenset[str]


@cache
def modules() -> tuple[Module, ...]:
    """Return every test file, and the helpers that hold cases for them, by path."""
    return tuple(_module(path) for path in sorted((ROOT / "tests").rglob("*.py")) if path.name != "conftest.py")


def oracles(function: str, methods: Iterable[str]) -> list[Module]:
    """Return the tests of a function of `pv.stats` or of a method of it: what they say is what it is held against."""
    # A name of one word, such as "normal", is also a word of English.
    wanted = {function, *(name for name in methods if "_" in name)}
    tests = [module for module in modules() if Path(module.path).parent.as_posix() == "tests/stats"]
    return [module for module in tests if wanted & module.words and Path(module.path).stem not in _NO_ORACLE]


def naming(word: str) -> list[Module]:
    """Return the test files, without their helpers, that name a rule or a table, or whose helper does."""
    helpers = {Path(module.path).stem for module in modules() if _is_helper(module) and word in module.named}
    tests = [module for module in modules() if not _is_helper(module)]
    return [module for module in tests if word in module.named or helpers & module.words]


def _is_helper(module: Module) -> bool:
    return module.path.startswith(("tests/support/", "tests/benchmarks/"))


def _module(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    tests = [
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    return Module(
        path.relative_to(ROOT).as_posix(),
        " ".join((ast.get_docstring(tree) or "").partition("\n\n")[0].split()),
        tuple(name.removeprefix("test_").replace("_", " ") for name in tests),
        frozenset(re.findall(r"\w+", text)),
        frozenset(word for words in _NAMED.findall(text) for word in words if word),
    )
