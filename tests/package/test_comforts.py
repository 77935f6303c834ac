"""Small comforts of the Python API: what there is, what a prompt and a notebook show, a study without a file."""

import re
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

import pilot
import pv
import small_study
from pv.explain.explanation import Explanation, Fact
from small_study import CONTROL, events, subjects

SAID: dict[str, Any] = {
    "study": {"id": "SMALL", "title": "A small study"},
    "arm": [{"name": "Drug", "role": "investigational"}, {"name": "Control", "role": "comparator"}],
}


def test_dir_shows_what_there_is() -> None:
    assert set(pv.__all__) <= set(dir(pv))
    assert all(getattr(pv, name) is not None for name in pv.__all__)
    assert pv.stats.proportion_interval(1, 2).estimate == 0.5


def test_a_study_says_what_it_is_on_one_line() -> None:
    line = repr(pilot.study())
    assert line.startswith("<Study CDISCPILOT01: arms Xanomeline High Dose, Xanomeline Low Dose, Placebo; rows read: ")
    assert "adsl 254, adae 1191" in line
    assert "\n" not in line


def test_a_notebook_shows_texts_of_the_study_and_never_markup_in_them() -> None:
    said = {**SAID, "study": {"id": "SMALL", "title": "<script>alert(1)</script>"}}
    html = pv.open_study(said, adsl=subjects({}, CONTROL), adae=events({}))._repr_html_()
    assert html.startswith("<table><caption>&lt;script&gt;alert(1)&lt;/script&gt;</caption>")
    assert "<td>Drug</td>" in html
    assert "<td>2 rows read</td>" in html


def test_a_display_is_its_text_at_a_prompt_and_its_tables_in_a_notebook() -> None:
    found = pilot.study().display("overview")
    (table,) = found.tables
    html = found._repr_html_()  # type: ignore[attr-defined]  # a notebook's
    assert repr(found) == str(found)
    assert html.startswith(f"<table><caption>{table.title}</caption>")
    assert '<th scope="row">Any adverse event</th>' in html
    # 65 of 86 subjects of placebo: 75.6%.
    assert "65 (75.6%)" in html
    marked = replace(table, title="a < b", notes=("<script>alert(1)</script>",))
    html = replace(found, gave=(marked,))._repr_html_()  # type: ignore[attr-defined]  # the same
    assert "<caption>a &lt; b</caption>" in html
    assert "<script" not in html
    figure = pilot.study().display("risk_difference")._repr_html_()  # type: ignore[attr-defined]  # the same
    assert "Adverse events by system organ class" in figure


def test_an_explanation_is_its_text_at_a_prompt_and_a_table_in_a_notebook() -> None:
    explanation = Explanation("USUBJID=U1", (Fact("grade", "a < b & \x1b[31m"), Fact("grade", "more")))
    assert repr(explanation) == str(explanation).replace("\x1b", "\N{REPLACEMENT CHARACTER}")
    html = explanation._repr_html_()
    assert "<td>a &lt; b &amp; \N{REPLACEMENT CHARACTER}[31m</td>" in html
    # The topic is named once.
    assert html.count("grade") == 1


def test_a_study_of_frames_and_a_dictionary_is_that_of_a_file(tmp_path: Any) -> None:  # noqa: ANN401  # a path
    adsl, adae = subjects({}, {}, CONTROL), events({}, {"AESER": "Y"})
    of_file = small_study.small_study(tmp_path, adsl, adae)
    given = pv.open_study(SAID, adsl=adsl, adae=adae)
    for name in ("incidence", "comparison", "findings"):
        pd.testing.assert_frame_equal(given.table(name), of_file.table(name))
    pd.testing.assert_frame_equal(pv.open_study(SAID, {"adsl": adsl}, adae=adae).accounting, given.accounting)
    assert given.report_file.name == "SMALL-safety.html"


def test_what_is_said_wrong_is_refused_as_in_a_file(tmp_path: Any) -> None:  # noqa: ANN401  # a path
    adsl, adae = subjects({}, CONTROL), events({})
    wrong = {**SAID, "arm": [{"name": "Drug", "role": "investigatonal"}, SAID["arm"][1]], "treatment_emergant": {}}
    file = tmp_path / "study.toml"
    file.write_text(
        "[treatment_emergant]\n" + small_study.HEAD + small_study.ARMS.replace("investigational", "investigatonal"),
        encoding="utf-8",
    )
    said = {}
    for name, study in (("settings given in Python", wrong), (str(file), file)):
        with pytest.raises(pv.SettingError) as caught:
            pv.open_study(study, adsl=adsl, adae=adae)
        # What is given in Python has no lines.
        told = [re.sub(r", line \d+", "", str(problem)) for problem in caught.value.problems]
        said[name] = sorted(problem.replace(name, "SOURCE") for problem in told)
    one, other = said.values()
    assert one == other
    assert len(one) == 2


def test_frames_are_given_once_and_under_names_that_are_read() -> None:
    adsl, adae = subjects({}, CONTROL), events({})
    with pytest.raises(pv.InputError, match="adsl: given more than once"):
        pv.open_study(SAID, {"adsl": adsl}, adsl=adsl, adae=adae)
    # A name is that of a dataset in any case: which of two frames counts is nobody's guess.
    with pytest.raises(pv.InputError, match="adsl: given more than once"):
        pv.open_study(SAID, {"ADSL": adsl}, adsl=adsl, adae=adae)
    with pytest.raises(pv.InputError, match=r"frame 'adae': is of type list \(a pandas DataFrame\)"):
        pv.open_study(SAID, adsl=adsl, adae=[1])  # type: ignore[arg-type]  # what a caller without types may give
    with pytest.raises(pv.InputError, match="'adea' is not a supported dataset"):
        pv.open_study(SAID, adsl=adsl, adae=adae, adea=adae)
    with pytest.raises(pv.SettingError, match=r"statistics.strata: \['SEX'\] is not valid \(text\)"):
        pv.open_study({**SAID, "statistics": {"strata": ["SEX"]}}, adsl=adsl, adae=adae)
    with pytest.raises(pv.SettingError) as caught:
        pv.open_study({}, adsl=adsl, adae=adae)
    assert {"study", "arm"} <= {word.strip(":,") for problem in caught.value.problems for word in str(problem).split()}
