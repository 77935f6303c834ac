"""Errors to plant in the SQL, one at a time: each must be found by the second computation."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import places


@dataclass(frozen=True)
class Planted:
    """An error: in a SQL file a text is replaced by another.

    Attributes:
        what: in a few words.
        file: in `sql/`.
        text: that is there.
        wrong: that takes its place.
    """

    what: str
    file: str
    text: str
    wrong: str


PLANTED = (
    Planted(
        "arm and comparator swapped",
        "measure/comparison.sql",
        "    investigated.subjects,\n    investigated.arm_subjects,\n    compared.subjects as comparator_subjects,\n"
        "    compared.arm_subjects as comparator_arm_subjects,",
        "    compared.subjects,\n    compared.arm_subjects,\n    investigated.subjects as comparator_subjects,\n"
        "    investigated.arm_subjects as comparator_arm_subjects,",
    ),
    Planted(
        "comparator's person-time that of the arm",
        "measure/rate_comparison.sql",
        "compared.rate_patient_years as comparator_rate_patient_years",
        "investigated.rate_patient_years as comparator_rate_patient_years",
    ),
    Planted(
        "exposure one day too short",
        "derive/subject.sql",
        "date_diff('day', followed.first_dose, followed.last_dose) + 1",
        "date_diff('day', followed.first_dose, followed.last_dose)",
    ),
    Planted(
        "window one day too long",
        "derive/subject.sql",
        "timed.last_dose + timed.window_days as window_end",
        "timed.last_dose + timed.window_days + 1 as window_end",
    ),
    Planted(
        "time at risk not ended by death",
        "derive/subject.sql",
        "            timed.end_of_study,\n            timed.death_date,\n            timed.counted_until\n"
        "        ) as risk_end",
        "            timed.end_of_study,\n            timed.counted_until\n        ) as risk_end",
    ),
    Planted(
        "last day of the window left out",
        "derive/emergent.sql",
        "when against_dosing.earliest_start > against_dosing.window_end",
        "when against_dosing.earliest_start >= against_dosing.window_end",
    ),
    Planted(
        "cut-off not applied to events",
        "derive/emergent.sql",
        "when against_dosing.earliest_start > against_dosing.counted_until then 'after cut-off'",
        "when false then 'after cut-off'",
    ),
    Planted(
        "worsened events not emergent",
        "derive/emergent.sql",
        "then 'worsened'",
        "then 'before first dose'",
    ),
    Planted(
        "grade 5 not fatal",
        "derive/profile_fact.sql",
        "case when event_profile.AETOXGR = '5' then 'AETOXGR' end",
        "case when event_profile.AETOXGR = '6' then 'AETOXGR' end",
    ),
    Planted(
        "outcome fatal not counted",
        "derive/profile_fact.sql",
        "case when event_profile.AEOUT = 'FATAL' then 'AEOUT' end",
        "case when event_profile.AEOUT = 'DEATH' then 'AEOUT' end",
    ),
    Planted(
        "missing relationship turned round",
        "derive/profile_fact.sql",
        "when event_profile.AEREL is null then study.missing_related",
        "when event_profile.AEREL is null then not study.missing_related",
    ),
    Planted(
        "one condition of a category enough",
        "derive/profile_category.sql",
        "having count(*) = met_condition.conditions",
        "having count(*) >= 1",
    ),
    Planted(
        "least grade instead of the worst",
        "derive/counted_set.sql",
        "max(category_bit.scale_rank)",
        "min(category_bit.scale_rank)",
    ),
    Planted(
        "last onset instead of the first",
        "derive/first_event.sql",
        "order by had.day asc",
        "order by had.day desc",
    ),
    Planted(
        "rarer spelling of a term",
        "derive/term_spelling.sql",
        "order by recorded.records desc",
        "order by recorded.records asc",
    ),
    Planted(
        "subjects without dates in the rates",
        "derive/term_count.sql",
        "        sum(case when subject_key.timed then 1 else 0 end) as timed_subjects,",
        "        count(*) as timed_subjects,",
    ),
    Planted(
        "terms that nobody in an arm had left out",
        "measure/incidence.sql",
        "left join counted",
        "inner join counted",
    ),
    Planted(
        "days after the event added to the time at risk",
        "measure/exposure_adjusted_rate.sql",
        "- coalesce(timed_event.days_after_event, 0)",
        "+ coalesce(timed_event.days_after_event, 0)",
    ),
    Planted(
        "median at the wrong place",
        "derive/number_summary.sql",
        "ceil(placed.subjects / 2.0), floor(placed.subjects / 2.0) + 1",
        "ceil(placed.subjects / 2.0), floor(placed.subjects / 2.0)",
    ),
    Planted(
        "worst source of the date of death first",
        "derive/death.sql",
        "                death_evidence.preference,\n",
        "                -death_evidence.preference,\n",
    ),
    Planted(
        "one fatal event that is not emergent hides another",
        "derive/death_item.sql",
        "max(case when death_listing.emergent then 1 else 0 end)",
        "min(case when death_listing.emergent then 1 else 0 end)",
    ),
    Planted(
        "deaths after the window on treatment",
        "derive/death_listing.sql",
        "death.death_date <= subject.treatment_window_end\n        and",
        "death.death_date is not null\n        and",
    ),
    Planted(
        "least laboratory grade instead of the worst",
        "derive/lab_worst.sql",
        "max(case when lab_grade.phase = 'post-baseline' then lab_grade.grade end) as worst_grade",
        "min(case when lab_grade.phase = 'post-baseline' then lab_grade.grade end) as worst_grade",
    ),
    Planted(
        "laboratory limit itself graded",
        "derive/lab_criterion_met.sql",
        "else bounded.value > bounded.lower_limit + 1e-9",
        "else bounded.value > bounded.lower_limit - 1e-9",
    ),
    Planted(
        "laboratory results after the window counted",
        "derive/result_phase.sql",
        "when measured.day > measured.window_end_day then 'after window'",
        "when measured.day > 100000 then 'after window'",
    ),
)


def plant(error: Planted, folder: Path) -> Path:
    """Return a folder with the files that the package ships, one of its SQL files with the error.

    Raises:
        AssertionError: the text is not there, or more than once: the error would not be the one that is meant.
    """
    shutil.copytree(places.ROOT / "sql", folder / "sql")
    for name in ("schemas", "reports"):
        (folder / name).symlink_to(places.ROOT / name)
    file = folder / "sql" / error.file
    text = file.read_text(encoding="utf-8")
    assert text.count(error.text) == 1, f"{error.file}: {error.text!r}"
    file.write_text(text.replace(error.text, error.wrong), encoding="utf-8")
    return folder
