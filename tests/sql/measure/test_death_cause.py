"""death_cause.sql and adjudicated_treatment.sql: what subjects died of, and events by the treatment given."""

from pathlib import Path

import frames
import model_study
from made_alone import made_alone
from pv.numbers.text import MISSING
from small_study import CONTROL, events, small_study, subjects

DIED = {"DTHFL": "Y", "DTHDT": "2020-01-20"}


def test_a_subject_counts_once_with_each_event_that_it_died_of(tmp_path: Path) -> None:
    adsl = subjects(DIED, DIED, DIED, CONTROL | DIED, CONTROL | {"USUBJID": "C2"})
    fatal = {"AEOUT": "FATAL", "AEREL": "RELATED"}
    adae = events(
        fatal | {"AEDECOD": "Sepsis"},
        fatal | {"AEDECOD": "Sepsis", "AESEQ": 2, "ASTDT": "2020-01-08"},
        fatal | {"AEDECOD": "Pneumonitis", "AESEQ": 3},
        fatal | {"USUBJID": "U2", "AEDECOD": "Sepsis", "AEREL": "NOT RELATED"},
        {"USUBJID": "C1", "AEDECOD": "Pneumonitis"},
    )
    relationship = '[relationship]\nrelated = ["RELATED"]\nnot_related = ["NOT RELATED"]\n'
    with small_study(tmp_path, adsl, adae, relationship) as study:
        rows = frames.rows(study.table("death_cause"))
        found = {(row.kind, row.cause, row.arm): (row.subjects, row.arm_subjects) for row in rows}
        assert found == {
            ("fatal_event", "Pneumonitis", "Drug"): (1, 3),
            ("fatal_event", "Pneumonitis", "Control"): (0, 2),
            ("fatal_event", "Sepsis", "Drug"): (2, 3),
            ("fatal_event", "Sepsis", "Control"): (0, 2),
            ("fatal_event_related", "Pneumonitis", "Drug"): (1, 3),
            ("fatal_event_related", "Pneumonitis", "Control"): (0, 2),
            ("fatal_event_related", "Sepsis", "Drug"): (1, 3),
            ("fatal_event_related", "Sepsis", "Control"): (0, 2),
        }
        every = made_alone(study, "death_causes").partition("regardless of relationship")[2]
        # The most frequent first.
        assert every.index("Sepsis") < every.index("Pneumonitis")
    with small_study(tmp_path, subjects({}, CONTROL), events({})) as study:
        assert "No subject in the analysis set died of a recorded adverse event" in made_alone(study, "death_causes")


def test_the_drug_related_deaths_and_the_case_of_the_comparator_are_those_of_the_paper() -> None:
    study = model_study.study()
    causes = study.table("death_cause").query("kind == 'fatal_event_related' and subjects > 0")
    # 2 of 371 are 0.5%, 1 is 0.3%.
    assert dict(zip(causes["cause"], causes["subjects"], strict=True)) == {
        "Pneumonitis": 2,
        "Colitis ischaemic": 1,
        "Disseminated intravascular coagulation": 1,
        "Dyspnoea": 1,
        "Febrile neutropenia": 1,
        "Sepsis": 1,
    }
    assert set(causes["arm"]) == {"T-DXd"}
    cases = study.table("adjudicated_treatment").query("arm == 'TPC'").set_index("treatment")
    assert cases["subjects"].to_dict() == {
        "CAPECITABINE": 0,
        "ERIBULIN": 1,
        "GEMCITABINE": 0,
        "NAB-PACLITAXEL": 0,
        "PACLITAXEL": 0,
    }
    given = study.table("adsl").query("SAFFL == 'Y' and TRT01A == 'TPC'")
    assert cases["given_subjects"].to_dict() == given["TRTAGENT"].str.upper().value_counts().to_dict()
    lines = made_alone(study, "adjudicated_events").splitlines()
    assert any(line.split() == ["Eribulin", MISSING, "1", "(1.1%)"] for line in lines)
