"""What a study file says of chapters and displays: left out, moved, retitled, copied; every mistake in one answer."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import pilot
import pv
from command import folder_of, opened_once, refused, run
from pv.api import Study
from pv.display.chapters import made_of_kind
from pv.display.context import Context
from pv.display.plan import Planned, standard_chapters, study_chapters
from pv.errors import InputError
from pv.study.setting.report_settings import ReportPart
from pv.toml.file import frozen
from pv.toml.lines import Written
from report_html import Element, parse
from small_study import CONTROL, events, report_text, small_study, subjects

ADSL = subjects({}, {"USUBJID": "U2"}, CONTROL)
ADAE = events({}, {"USUBJID": "U2", "AEDECOD": "Nausea", "AEBODSYS": "Stomach", "AESER": "Y"}, {"USUBJID": "C1"})

CONTENTS = """
[report]
leave_out_chapters = ["windows", "time"]
leave_out_displays = ["multiplicity"]

[[report.chapter]]
name = "demographics"
place = "after exposure"
displays = [{ display = "demographics", title = "Baseline characteristics" }]

[[report.chapter]]
name = "terms"
heading = "Terms of interest"
place = "before quality"
displays = [
  { display = "risk_difference", level = "PT", title = "By term" },
  { display = "risk_difference", level = "PT", arm = "Drug" },
  { display = "events_by_term", category = "serious", title = "Serious ones" },
  "overview",
]

[[report.chapter]]
name = "deaths"
heading = "Who died"
"""


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with small_study(tmp_path_factory.mktemp("study"), ADSL, ADAE, CONTENTS) as opened:
        yield opened


@pytest.fixture(scope="module")
def page(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Element:
    return parse(report_text(study, tmp_path_factory.mktemp("page")))


def titles(page: Element, chapter: str) -> list[str]:
    """Return the titles of the tables and figures of a chapter, without their numbers."""
    section = page.one("section", id=chapter)
    heads = [one for tag in ("strong", "h3") for one in section.all(tag) if one.all("span", class_="label")]
    return [" ".join(one.text.split()[2:]) for one in heads]


def test_chapters_are_moved_left_out_added_and_given_headings(page: Element) -> None:
    # The standard order with `terms` before `quality` and `demographics` after `exposure`; the chapters that a study
    # without laboratory results and queries has nothing but a sentence for stay; serious events and the overview are
    # in the study's own chapter, and no longer in that of serious events, which so has nothing to show.
    chapters = [one.attributes["id"] for one in page.all("section") if one.attributes.get("id") in every(page)]
    assert chapters[:6] == ["headline", "terms", "quality", "exposure", "demographics", "disposition"]
    assert {"windows", "time", "serious"}.isdisjoint(chapters)
    assert {"overview", "severity", "methods"} <= set(chapters)
    assert page.one("section", id="deaths").one("h2").text.split(" ", 1)[1] == "Who died"
    assert "Terms of interest" in [link.text for link in page.one("nav").all("a")]


def every(page: Element) -> set[str]:
    """Return the anchors that the contents list links to."""
    return {link.attributes["href"].removeprefix("#") for link in page.one("nav").all("a")}


def test_displays_have_the_titles_and_options_that_they_are_given(page: Element) -> None:
    assert titles(page, "demographics") == ["Baseline characteristics"]
    # The second copy has the title of the display itself: the threshold of the charts is 5%.
    assert titles(page, "terms")[:2] == ["By term", "Preferred terms in at least 5% of an arm"]
    assert titles(page, "terms")[2] == "Serious ones"
    # Only U2 had a serious event, of one class and one term.
    rows = page.one("section", id="terms").one("div", id="terms-serious-table").all("tr")
    assert [row.all("th")[0].text for row in rows[-2:]] == ["Stomach", "Nausea"]
    # What stands in a chapter of the study's own stands nowhere else: of the overview the rates are left.
    assert all("verview" not in title for title in titles(page, "overview"))


def test_two_copies_of_a_display_have_anchors_and_files_of_their_own(page: Element) -> None:
    anchors = Counter(one.attributes["id"] for tag in ("section", "figure", "div") for one in with_id(page, tag))
    assert set(anchors.values()) == {1}
    assert {"risk-difference-pt", "risk-difference-pt-2", "risk-difference-soc"} <= anchors.keys()
    files = [link.attributes["download"] for link in page.all("a", class_="csv")]
    assert len(files) == len(set(files))
    drawn = {one.attributes["data-chart"] for one in page.all("div", class_="drawing")}
    assert {"risk-difference-pt", "risk-difference-pt-2"} <= drawn


def with_id(page: Element, tag: str) -> list[Element]:
    """Return the elements that have an anchor."""
    return [one for one in page.all(tag) if "id" in one.attributes]


def test_what_is_asked_for_alone_follows_the_study_file(study: Study) -> None:
    listed = {row["display"]: (row["title"], row["chapters"]) for _, row in study.displays().iterrows()}
    assert listed["demographics"] == ("Baseline characteristics", "demographics")
    assert listed["multiplicity"][1] == ""
    assert str(study.display("demographics")).startswith("Baseline characteristics\n")
    # The first of those of the study file that agrees with what is asked.
    assert study.display("risk_difference").entry.heading == "By term"
    assert study.display("risk_difference", level="SOC").entry.title is None
    assert study.display("events_by_term", category="serious").tables[0].title == "Serious ones"
    # What the report leaves out can be had alone.
    assert len(study.display("multiplicity").frame) == 2


def test_the_commands_follow_the_study_file(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    opened_once(monkeypatch, study)
    (folder,) = {file.parent for file in study.files}
    lines = run("displays", folder).stdout.splitlines()
    (shown,) = [line for line in lines if line.strip().startswith("demographics ")]
    assert "Baseline characteristics (FDA Table 2)" in shown
    assert run("show", folder, "demographics").stdout.startswith("Baseline characteristics\n")


#: The lines are counted by hand: HEAD of a small study has four, the first of them empty.
MISTAKES = """\
[report]
leave_out_chapters = ["windoes", "terms"]
leave_out_displays = ["multiplicty", "overview", 5]
chart_threshold_percent = "10"
[[report.chapter]]
name = "demographics"
heading = ""
place = "after overviw"
displays = [{ display = "demografics", title = "A" }, 5]
[[report.chapter]]
name = "terms"
heading = "Terms"
place = "under qualities"
displays = [
  { display = "risk_difference", levle = "PT", title = "" },
  { display = "risk_difference", level = "pt", arm = "Drgu" },
  { display = "events_by_term", category = "seriuos" },
  "overview",
  { display = "overview", level = "PT" },
  { title = "x" },
  { display = "overview", title = "Another title" },
]
[[report.chapter]]
name = "Death"
[[report.chapter]]
name = "manifest"
heading = "x"
displays = [{ display = "cumulative_incidence", curve = "Nothing" }]
place = "after one"
[[report.chapter]]
name = "one"
heading = "x"
place = "before manifest"
displays = ["deaths"]
[[report.chapter]]
name = "terms"
displays = []
[statistics]
strata = "NOWHERE"
"""
OF_CONTENTS = (
    "line 6, key report.leave_out_chapters[1]: there is no chapter 'windoes' (did you mean 'windows'?",
    "line 6, key report.leave_out_chapters[2]: the chapter terms is requested in [[report.chapter]]",
    "line 7, key report.leave_out_displays[1]: there is no display 'multiplicty' (did you mean 'multiplicity'?",
    "line 7, key report.leave_out_displays[2]: the display overview is requested in [[report.chapter]]",
    "line 7, key report.leave_out_displays[3]: 5 is not valid (text)",
    "line 8, key report.chart_threshold_percent: '10' is not valid (a number)",
    "line 9, key report.chapter: 'terms' occurs 2 times (each name once)",
    "line 11, key report.chapter[1].heading: '' is not valid (text of at least 1 character)",
    "line 12, key report.chapter[1].place: there is no chapter 'overviw' (did you mean 'overview'?",
    "line 13, key report.chapter[1].displays[1]: 'demografics' is not a display (did you mean 'demographics'?",
    "line 13, key report.chapter[1].displays[2]: 5 is not valid (it must be the name of a display, or a table",
    "line 17, key report.chapter[2].place: 'under qualities' is not valid (before NAME or after NAME, the name",
    "line 19, key report.chapter[2].displays[1].levle: there is no such key (did you mean 'level'?",
    "line 19, key report.chapter[2].displays[1].title: '' is not valid (text of at least 1 character)",
    "line 20, key report.chapter[2].displays[2].arm: the study compares no arm 'Drgu' (did you mean 'Drug'?",
    "line 20, key report.chapter[2].displays[2].level: 'pt' is not one of the values (did you mean 'PT'?",
    "line 21, key report.chapter[2].displays[3].category: the study has no category 'seriuos' (did you mean 'serious'?",
    "line 23, key report.chapter[2].displays[5].level: the display overview has no options",
    "line 24, key report.chapter[2].displays[6].display: is missing",
    "line 25, key report.chapter[2].displays[7]: the display overview occurs twice with the same options",
    "line 27, key report.chapter[3]: the chapter 'Death' has no heading and no displays",
    "line 28, key report.chapter[3].name: 'Death' is not valid (lower-case letters, digits and hyphens, a letter",
    "line 30, key report.chapter[4].name: 'manifest' is another part of the page",
    "line 32, key report.chapter[4].displays[1].curve: the study has no curve 'Nothing'",
    "line 33, key report.chapter[4].place: the place of the chapter 'manifest' depends on itself",
    "line 37, key report.chapter[5].place: the place of the chapter 'one' depends on itself",
    "line 39, key report.chapter[6]: the chapter 'terms' has no heading",
    "line 41, key report.chapter[6].displays: [] is not valid (at least 1 of them)",
    "line 43, key statistics.strata: 'NOWHERE' is not in ADSL",
)


def test_every_mistake_is_in_one_answer_in_the_order_of_the_lines(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, ADSL, ADAE, MISTAKES)
    found = [line.removeprefix(f"error: {folder / 'study.toml'}, ") for line in refused("check", folder).splitlines()]
    for start in OF_CONTENTS:
        assert sum(line.startswith(start) for line in found) == 1, (start, found)
    assert len(found) == len(OF_CONTENTS), found
    numbers = [int(line.split(",")[0].split()[1]) for line in found]
    assert numbers == sorted(numbers)


def test_the_values_that_only_the_data_decide_are_told_with_their_places_all_at_once() -> None:
    asked = [{"display": "lab_shift", "analyte": name} for name in ("ALTT", "ALT", "XX")]
    report = ReportPart.model_validate(frozen({"chapter": [{"name": "liver", "displays": asked}]}))
    with pytest.raises(InputError) as caught:
        made_of_kind(
            Context(pilot.study()._contents(None)), study_chapters(report, Written("study.toml")), figures=True
        )
    assert [str(one).split(" (")[0] for one in caught.value.problems] == [
        "study.toml, key report.chapter[1].displays[1].analyte: there is no such analyte 'ALTT'",
        "study.toml, key report.chapter[1].displays[3].analyte: there is no such analyte 'XX'",
    ]


#: Of lists of the package: CTCAE grades albumin when it is low and alkaline phosphatase when it is high.
OF_LISTS = """\
[[report.chapter]]
name = "liver"
displays = [
  { display = "lab_shift", analyte = "ALTT" },
  { display = "lab_shift", analyte = "ALB", direction = "H" },
  { display = "lab_shift", direction = "h" },
  { display = "lab_shift", analyte = "ALP", direction = "H" },
  { display = "vital_sign_change", parameter = "SYSPB" },
]
[statistics]
strata = "NOWHERE"
"""


def test_values_of_a_list_are_told_with_every_other_mistake(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, ADSL, ADAE, OF_LISTS)
    lines = refused("check", folder).replace("report.chapter[1].displays", "displays").splitlines()
    found = [line.removeprefix(f"error: {folder / 'study.toml'}, ").split(" known:")[0] for line in lines]
    assert found == [
        "line 8, key displays[1].analyte: 'ALTT' is not a graded analyte (did you mean 'ALT'?",
        "line 9, key displays[2].direction: the analyte is not graded in the direction 'H' (known: L)",
        "line 10, key displays[3].direction: the analyte is not graded in the direction 'h' (did you mean 'H'?",
        "line 12, key displays[5].parameter: 'SYSPB' is not a parameter that is analysed (did you mean 'SYSBP'?",
        f"line 15, key statistics.strata: 'NOWHERE' is not in ADSL (known: {', '.join(sorted(ADSL.columns))})",
    ]


#: Of groups, queries and summaries: there are those that the study file has.
OF_STUDY_FILE = """\
[[report.chapter]]
name = "liver"
displays = [
  { display = "risk_difference", level = "SMQ" },
  { display = "worst_grade", level = "query" },
  { display = "worst_grade", level = "group" },
  { display = "variable_summary", summary = "exposre" },
  { display = "risk_difference", level = "" },
]
"""


SUMMARY = '[[summary]]\nname = "exposure"\ntitle = "E"\nvariables = ["AGE"]\n'


@pytest.mark.parametrize(
    ("asked", "nearest"), [("", "none is known"), (SUMMARY, "did you mean 'exposure'? known: exposure")]
)
def test_levels_and_summaries_are_those_that_the_study_file_asks_for(tmp_path: Path, asked: str, nearest: str) -> None:
    folder = folder_of(tmp_path, ADSL.assign(AGE=60.0), ADAE, OF_STUDY_FILE + asked)
    lines = refused("check", folder).replace("report.chapter[1].displays", "displays").splitlines()
    every = "HLGT, HLT, PT, SMQ, SOC, any, group, query"
    assert [line.removeprefix(f"error: {folder / 'study.toml'}, ") for line in lines] == [
        "line 8, key displays[1].level: the study has no terms of level 'SMQ' (known: HLGT, HLT, PT, SOC, any)",
        "line 9, key displays[2].level: the study has no terms of level 'query' (known: HLGT, HLT, PT, SOC, any)",
        "line 10, key displays[3].level: the study has no terms of level 'group' (known: HLGT, HLT, PT, SOC, any)",
        f"line 11, key displays[4].summary: the study has no summary 'exposre' ({nearest})",
        f"line 12, key displays[5].level: '' is not one of the values (known: {every})",
    ]


#: What the study file decides, of which the data have nothing: events are not graded, nobody is that young.
OF_NOBODY = """\
[[analysis_set]]
name = "young"
label = "Young subjects"
flag = "SAFFL"
treatment = "TRT01A"
cohort = [{ AGE = { at_most = 10 } }]

[[report.chapter]]
name = "liver"
displays = [
  { display = "odds_ratio", category = "grade3", level = "PT" },
  { display = "demographics", population = "young" },
  { display = "risk_difference", level = "LEVEL" },
]
"""


def test_what_check_lets_pass_the_report_has(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, ADSL.assign(AGE=60.0), ADAE, OF_NOBODY.replace("LEVEL", "HLT"))
    told = "key report.chapter[1].displays[3].level: there is no such level 'HLT' (known: PT, SOC, any)"
    assert refused("check", folder).strip().endswith(told)
    folder_of(tmp_path, ADSL.assign(AGE=60.0), ADAE, OF_NOBODY.replace("LEVEL", "PT"))
    assert run("check", folder).exit_code == 0
    with pv.open_study(folder) as study:
        made_of_kind(Context(study._contents(None)), study._chapters(), figures=False)
    assert refused("show", folder, "demographics", "--option", "population=young") == (
        "error: demographics: No subject is in the population.\n"
    )


def test_check_tells_the_values_that_the_data_do_not_have(tmp_path: Path) -> None:
    chapter = '[[report.chapter]]\nname = "liver"\ndisplays = [{}]\n'
    asked = '{ display = "vital_sign_change", parameter = "DIABP" },\n{ display = "lab_shift", analyte = "AST" }'
    result = {"USUBJID": "U1", "PARAMCD": "ALT", "AVAL": 90.0, "AVALU": "U/L", "ANRHI": 40.0, "PARAM": "ALT (U/L)"}
    pressure = {"USUBJID": "U1", "PARAMCD": "SYSBP", "PARAM": "Systolic (mmHg)", "AVAL": 120.0, "AVISIT": "Week 1"}
    before, after = {"ADT": "2020-01-09", "ABLFL": "Y"}, {"ADT": "2020-01-12"}
    for name, one in {"adlb": result, "advs": pressure}.items():
        pd.DataFrame([one | before, one | after]).to_csv(tmp_path / f"{name}.csv", index=False)
    folder = folder_of(tmp_path, ADSL, ADAE, chapter.replace("{}", asked))
    # Both are graded or analysed: nobody had them measured.
    lines = refused("check", folder).replace("report.chapter[1].displays", "displays").splitlines()
    assert [line.removeprefix(f"error: {folder / 'study.toml'}, ") for line in lines] == [
        "line 7, key displays[1].parameter: there is no such parameter 'DIABP' (known: SYSBP)",
        "line 8, key displays[2].analyte: there is no such analyte 'AST' (did you mean 'ALT'? known: ALT)",
    ]
    measured = asked.replace("DIABP", "SYSBP").replace("AST", "ALT")
    folder_of(tmp_path, ADSL, ADAE, chapter.replace("{}", measured))
    assert run("check", folder).exit_code == 0


def test_a_title_of_the_study_file_is_a_name_of_the_display(study: Study) -> None:
    assert study.display("Baseline characteristics").entry.display.name == "demographics"
    serious = study.display("Serious ones")
    assert (serious.entry.display.name, dict(serious.entry.options)) == ("events_by_term", {"category": "serious"})
    assert dict(study.display("By term", level="SOC").entry.options) == {"level": "SOC", "arm": None}
    with pytest.raises(InputError, match=r"no such display .did you mean 'Serious ones'"):
        study.display("Serious one")


def order(*places: tuple[str, str]) -> list[str]:
    """Return the first chapters with some of a study's own at their places."""
    own = [{"name": name, "heading": "A", "displays": ["lab_shift"], "place": place} for name, place in places]
    report = ReportPart.model_validate(frozen({"chapter": own}))
    return [plan.name for plan in study_chapters(report, Written("study.toml"))]


def test_chapters_stand_beside_each_other_in_the_order_of_the_file() -> None:
    assert [plan.name for plan in standard_chapters()][:2] == ["headline", "quality"]
    beside = order(("a", "after headline"), ("b", "after headline"), ("c", "after a"), ("d", "before headline"))
    assert beside[:6] == ["d", "headline", "a", "c", "b", "quality"]
    # One that stands beside a chapter of the file that comes later.
    assert order(("a", "before b"), ("b", "before headline"))[:3] == ["a", "b", "headline"]


def test_a_study_that_says_nothing_has_the_standard_chapters() -> None:
    def plain(plans: tuple[Planned, ...]) -> list[tuple[str, str, list[str]]]:
        return [(plan.name, plan.heading, [repr(one.options) for one in plan.entries]) for plan in plans]

    assert plain(study_chapters(ReportPart(), Written("study.toml"))) == plain(standard_chapters())
