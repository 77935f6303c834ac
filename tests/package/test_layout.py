"""The layout answers: ten questions, each by one file; every path that a text for people names is there."""

import re
from pathlib import Path

import pytest

import places

ROOT = places.ROOT

pytestmark = pytest.mark.skipif(not (ROOT / ".ci").is_dir(), reason="the texts are in a checkout only")

#: Question (a word of it) -> what the file must speak of to be its answer.
ANSWERS = {
    "denominator": "denominator",
    "partial date": "the days it can begin",
    "treatment-emergent": "before first dose",
    "days has a year": "365.25",
    "risk difference": "Miettinen-Nurminen",
    "Hy's law": "quadrant",
    "click": "record_term",
    "key of the study file": "class Settings",
    "display added": "displays",
    "hierarchy": "Fill the levels of MedDRA",
}

#: The folders of the checkout that a text may name a file of.
_PATH = re.compile(r"`((?:pv|sql|schemas|reports|tests|docs|examples|\.ci)/[\w./-]*)`")

TEXTS = ["README.md", "CONTRIBUTING.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))]


def answers() -> dict[str, str]:
    """Return the file that CONTRIBUTING names for each of its questions."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text.partition("| question | file |")[2].partition("\n\n")[0]
    return dict(re.findall(r"^\| (.+?) \| `(.+?)` \|$", table, re.MULTILINE))


def test_there_are_ten_questions() -> None:
    assert len(answers()) == len(ANSWERS) == 10


@pytest.mark.parametrize("word", ANSWERS)
def test_a_question_is_answered_by_one_file_that_speaks_of_it(word: str) -> None:
    (file,) = [file for question, file in answers().items() if word in question]
    assert ANSWERS[word] in (ROOT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TEXTS)
def test_every_path_that_a_text_names_is_there(name: str) -> None:
    named = set(_PATH.findall((ROOT / name).read_text(encoding="utf-8")))
    assert sorted(path for path in named if not _is_there(path)) == []


def _is_there(path: str) -> bool:
    """Return whether a file is there; NAME is any name, and what is said not to be built is not."""
    return "NAME" in path or path in {"pv/display/", "reports/contents.toml"} or Path(ROOT, path).exists()
