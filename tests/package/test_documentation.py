"""The documentation: the tutorial gives what it says; the generated pages have every table, column, method and rule."""

import doctest
import re
import shlex
from pathlib import Path

import pytest

import pilot
import places
import pv.api
from command import drawn_here, run
from pv.stats import METHODS

DOCS = places.ROOT / "docs"

methods_page = pytest.importorskip("methods_page", reason="the documentation is in a checkout only")
tables_page = pytest.importorskip("tables_page", reason="the documentation is in a checkout only")
said_by_tests = pytest.importorskip("said_by_tests", reason="the documentation is in a checkout only")
validation_page = pytest.importorskip("validation_page", reason="the documentation is in a checkout only")


def blocks(page: str, language: str) -> list[str]:
    """Return the code blocks of a language on a page."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def test_the_tutorial_gives_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    # Opened as the tutorial says, but once for all tests.
    monkeypatch.setattr(pv, "open_study", {"cdisc-pilot": pilot.study()}.__getitem__)
    text = "\n".join(blocks("tutorial.md", "pycon"))
    case = doctest.DocTestParser().get_doctest(text, {}, "tutorial", "tutorial.md", 0)
    assert len(case.examples) > 10
    assert doctest.DocTestRunner().run(case).failed == 0


def test_the_commands_of_the_tutorial_print_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pv.api, "open_study", pilot.opened)
    drawn_here(monkeypatch)
    for block in blocks("tutorial.md", "console"):
        command, *said = block.splitlines()
        _, program, *arguments = shlex.split(command)
        result = run(*arguments)
        assert (program, result.exit_code) == ("pv-safety", 0)
        assert result.stdout.splitlines()[: len(said)] == said
    assert (tmp_path / "CDISCPILOT01-safety.html").is_file()


def test_the_dictionary_of_the_guide_is_a_study() -> None:
    (code,) = (block for block in blocks("your_own_study.md", "python") if "open_study" in block)
    names: dict[str, object] = {"pv": pv, "adsl": pilot.adsl(), "adae": pilot.adae()}
    code = code.replace('"Drug"', '"Xanomeline High Dose"').replace('"Placebo"', '"Placebo"')
    code = code.replace('"arm": [', '"population": {"leave_out_arms": ["Xanomeline Low Dose"]}, "arm": [')
    exec(code, names)  # noqa: S102  # the page's own code
    study = names["study"]
    assert isinstance(study, pv.Study)
    assert "TRIAL-1" in repr(study)


@pytest.mark.parametrize("room", tables_page.ROOMS)
def test_every_table_and_column_is_on_its_page(room: str) -> None:
    page = tables_page.page(room)
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", page, re.DOTALL | re.MULTILINE))
    files = {path.stem: path for path in (places.ROOT / "schemas" / room).rglob("*.yaml")}
    assert set(sections) == set(files)
    for name, path in files.items():
        # The columns are the keys two blanks in under the line `columns:`, read as text and not as YAML.
        columns = re.findall(r"^  (\w+):", path.read_text(encoding="utf-8").partition("\ncolumns:")[2], re.MULTILINE)
        assert re.findall(r"^\| `(\w+)` \|", sections[name], re.MULTILINE) == columns


def test_every_table_of_a_study_is_on_a_page() -> None:
    pages = "".join(map(tables_page.page, tables_page.ROOMS))
    names = [name for name in pilot.study().tables()["table"] if not name.endswith("_set_aside")]
    assert [name for name in names if f"\n## {name}\n" not in pages] == []


def test_every_method_is_on_the_page_with_its_source_and_what_it_is_tested_against() -> None:
    sections = methods_page.page().split("\n## ")[1:]
    assert [section.partition("\n")[0] for section in sections] == list(METHODS)
    for section, methods in zip(sections, METHODS.values(), strict=True):
        assert re.findall(r"^### `(\w+)`$", section, re.MULTILINE) == list(methods)
        assert all(f"Source: {method.reference}" in section for method in methods.values())
        assert section.count("```python") == len(methods)
        assert re.search(r"^- `tests/stats/test_\w+\.py`: \w", section, re.MULTILINE)


@pytest.mark.parametrize("folder", validation_page.FOLDERS)
def test_every_rule_is_a_requirement_and_what_is_shown_or_found_has_its_test(folder: str) -> None:
    page = validation_page.page()
    for name, what in validation_page.requirements(folder).items():
        assert what
        assert f"\n| `{name}` | " in page
        if folder.startswith(("check", "measure")):
            assert said_by_tests.naming(name)
