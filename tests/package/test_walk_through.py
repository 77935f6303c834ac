"""The walk-throughs of the documentation: the files they list are there, and are shown as they are."""

import re
import tomllib

import pytest

import places
from pv.display.catalogue import displays

DOCS = places.ROOT / "docs"
pytestmark = pytest.mark.skipif(not DOCS.is_dir(), reason="the documentation is in a checkout only")


def listed(page: str) -> list[str]:
    """Return the files of the table of a page."""
    return re.findall(r"^\| `([^`]+)` \|", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE)


def included(page: str) -> list[str]:
    """Return the files that a page takes from the repository when it is built."""
    return re.findall(r'^--8<-- "([^"]+)"$', (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("page", "most"), [("add_a_display.md", 6), ("add_a_domain.md", 8)])
def test_the_files_of_a_walk_through_are_there_and_few(page: str, most: int) -> None:
    files = listed(page)
    assert 3 < len(files) <= most
    assert [file for file in {*files, *included(page)} if not (places.ROOT / file).is_file()] == []
    assert included(page)
    assert set(included(page)) <= set(files)


def test_every_file_of_the_new_display_is_shown() -> None:
    files = listed("add_a_display.md")
    # Of the contents the chapter is shown; a changelog needs no showing.
    assert set(files) - set(included("add_a_display.md")) == {"reports/contents.toml", "CHANGELOG.md"}
    text = (DOCS / "add_a_display.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```toml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    (chapter,) = tomllib.loads(shown)["chapter"]
    content = tomllib.loads((places.ROOT / "reports" / "contents.toml").read_text(encoding="utf-8"))
    (there,) = [one for one in content["chapter"] if one["name"] == chapter["name"]]
    # Who adds another display to this chapter need not change the page.
    kept = [name for name in there["displays"] if name in chapter["displays"]]
    assert {**there, "displays": kept} == chapter
    assert "qtcf_listing" in chapter["displays"]
    assert displays()["qtcf_listing"].make.__module__.replace(".", "/") + ".py" in files
