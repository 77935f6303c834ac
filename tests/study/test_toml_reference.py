"""The reference pages and the starting file: made from the models, with every key, its meaning and a valid example."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from pydantic import BaseModel, TypeAdapter

from command import folder_of, run
from places import ROOT
from pv.facts.model import Facts
from pv.facts.reference import facts_reference
from pv.study.setting.reference import study_reference
from pv.study.setting.settings import Settings
from pv.toml.file import frozen
from pv.toml.keys import models_in
from pv.toml.type_words import in_words
from small_study import CONTROL, events, subjects

PAGES: dict[str, tuple[type[BaseModel], Callable[[], str]]] = {
    "study_toml.md": (Settings, study_reference),
    "facts_toml.md": (Facts, facts_reference),
}

#: The keys whose values are conditions, written in braces.
CONDITIONS = ("category.where", "analysis_set.cohort", "endpoint.cohort", "response.cohort")


def schema_keys(model: type[BaseModel]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield every key of a model as its JSON schema has it, which pydantic makes by itself: table, key, schema."""
    schema = model.model_json_schema()

    def walk(part: dict[str, Any], table: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
        for name, field in part["properties"].items():
            parts = set(re.findall(r"#/\$defs/(\w+)", str(field)))
            for one in sorted(parts):
                yield from walk(schema["$defs"][one], f"{table}.{name}".removeprefix("."))
            # A list of values or tables, and a table of values, are keys of their own beside what is in the tables.
            if not parts or "additionalProperties" in str(field) or "'items': {'oneOf'" in str(field):
                yield table, name, field

    yield from walk(schema, "")


def rows(page: str) -> dict[tuple[str, str], list[str]]:
    """Return (table, key) -> the cells of its row."""
    found: dict[tuple[str, str], list[str]] = {}
    table = ""
    for line in page.splitlines():
        if line.startswith("## "):
            table = re.findall(r"`\[*([a-z_.]+)\]*`", line)[0]
        elif line.startswith("| `"):
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            found[table, cells[0].strip("`")] = cells
    return found


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_the_one_that_the_model_gives(name: str) -> None:
    _, made = PAGES[name]
    committed = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert committed == made(), "run: python .ci/reference.py"


@pytest.mark.parametrize("name", PAGES)
def test_every_key_is_on_the_page_with_its_default_meaning_and_choices(name: str) -> None:
    model, made = PAGES[name]
    on_page, keys = rows(made()), list(schema_keys(model))
    assert len(keys) > 60
    assert on_page.keys() == {(table, key) for table, key, _ in keys}
    for table, key, schema in keys:
        _, kind, default, meaning, example = on_page[table, key]
        assert kind
        assert default
        assert example.strip("`").startswith(f"{key} = ")
        assert meaning.startswith(re.sub(r"\[+[a-z_.]+\]+", r"`\g<0>`", schema["description"])), (table, key)
        for choice in re.findall(r"'enum': \[(.*?)\]", str(schema)):
            assert all(f'`"{one}"`' in meaning for one in re.findall(r"'([^']+)'", choice))


def test_the_methods_of_an_interval_are_its_choices() -> None:
    kind, meaning = (rows(study_reference())["statistics", "proportion"][place] for place in (1, 3))
    assert kind == "one of the choices"
    assert '`"wilson"`' in meaning


@pytest.mark.parametrize("model", [Settings, Facts])
def test_what_is_shown_of_a_key_is_valid(model: type[BaseModel]) -> None:
    def parts(one: type[BaseModel]) -> set[type[BaseModel]]:
        return {one}.union(*(parts(inner) for f in one.model_fields.values() for inner in models_in(f.annotation)))

    for part in parts(model):
        for name, field in part.model_fields.items():
            if not list(models_in(field.annotation)) or field.examples:
                assert field.description, (part, name)
                assert field.examples or not field.is_required(), (part, name)
            for example in field.examples or ():
                # As TOML has it, lists frozen: what the annotation and its bounds allow.
                checked: TypeAdapter[object] = TypeAdapter(get_type_hints(part, include_extras=True)[name])
                checked.validate_python(frozen(example), strict=True)


def test_every_key_is_in_the_starting_file(tmp_path: Path) -> None:
    folder_of(tmp_path, subjects({}, CONTROL), events({}))
    (tmp_path / "study.toml").unlink()
    assert run("init", tmp_path).exit_code == 0
    lines = (tmp_path / "study.toml").read_text(encoding="utf-8").splitlines()
    there, table = set(), ""
    for line in lines:
        if header := re.match(r"#?\[+([a-z_.]+)\]+", line):
            table = header[1]
        elif key := re.match(r"#?([a-z_]+) = ", line):
            there.add((table, key[1]))
    keys = {(table, key) for table, key, _ in schema_keys(Settings)}
    inline = {(table, key) for table in CONDITIONS for key in ("at_least", "at_most")}
    inline |= {("report.chapter.displays", "display"), ("report.chapter.displays", "title")}
    assert there == keys - inline
    # The conditions of a category are written in its braces, and told in the comment of the key.
    assert "grade = { at_least = 3 }" in "\n".join(lines)
    assert "a range with at_least, at_most or both" in " ".join(line.removeprefix("# ") for line in lines)
    # Nothing is in use that the study does not need to say: the file is valid as it is.
    assert len(tomllib.loads("\n".join(lines))["arm"]) == 2


def test_the_script_writes_what_is_committed(tmp_path: Path) -> None:
    script = (ROOT / ".ci" / "reference.py").read_text(encoding="utf-8")
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci" / "reference.py").write_text(script, encoding="utf-8")
    subprocess.run([sys.executable, tmp_path / ".ci" / "reference.py"], check=True, cwd=ROOT)
    for name, (_, made) in PAGES.items():
        assert (tmp_path / "docs" / "reference" / name).read_text(encoding="utf-8") == made()


@pytest.mark.parametrize(
    ("annotation", "words"),
    [
        (str, "text"),
        (bool, "true or false"),
        (tuple[str, ...], "list of texts"),
        (tuple[int, int], "list of 2 whole numbers"),
        (dict[str, float], "table of numbers"),
        (str | tuple[str, ...] | None, "text or list of texts"),
    ],
)
def test_a_type_in_words(annotation: object, words: str) -> None:
    assert in_words(annotation) == words
