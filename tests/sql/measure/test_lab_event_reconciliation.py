"""Events held against laboratory grades: an event of several analytes is one event, not a disagreement for each."""

from pathlib import Path
from typing import Any

from small_laboratory import result, study
from small_study import events

# CTCAE 5.0, mmol/L. Corrected calcium above 3.4 and ionized calcium above 1.8 are grade 4, above 3.1 and 1.6 grade 3;
# glucose below 1.7 is grade 4, below 2.2 grade 3.
CORRECTED: dict[str, Any] = {"ANRLO": 2.1, "ANRHI": 2.6, "AVALU": "mmol/L"}
IONIZED: dict[str, Any] = {"ANRLO": 1.1, "ANRHI": 1.4, "AVALU": "mmol/L"}
GLUCOSE: dict[str, Any] = {"ANRLO": 4.0, "ANRHI": 6.0, "AVALU": "mmol/L"}


def reconciled(folder: Path, results: list[dict[str, Any]], *reported: dict[str, Any]) -> list[list[Any]]:
    """Return subject, analyte, events and agreement of each row, by subject and analyte."""
    with study(folder, results, events(*reported)) as opened:
        table = opened.table("lab_event_reconciliation").sort_values(["USUBJID", "analyte", "direction"])
    return table[["USUBJID", "analyte", "events", "status"]].to_numpy().tolist()


def test_an_event_is_held_against_the_highest_of_its_analytes(tmp_path: Path) -> None:
    results = [
        # U1: grade 4 and normal. U2: grade 4 and grade 3. U3: both normal. C1: neither was measured after baseline.
        result("CACR", 5, 3.6, **CORRECTED),
        result("CAION", 5, 1.2, **IONIZED),
        result("CACR", 5, 3.6, USUBJID="U2", **CORRECTED),
        result("CAION", 5, 1.7, USUBJID="U2", **IONIZED),
        result("CACR", 5, 2.3, USUBJID="U3", **CORRECTED),
        result("CAION", 5, 1.2, USUBJID="U3", **IONIZED),
        result("GLUC", 5, 1.5, **GLUCOSE),
        result("GLUCFAST", 5, 5.0, **GLUCOSE),
    ]
    high = [{"AEDECOD": "Hypercalcaemia", "AETOXGR": "4", "USUBJID": name} for name in ("U1", "U2", "U3", "C1")]
    low = {"AEDECOD": "Hypoglycaemia", "AETOXGR": "4"}
    assert reconciled(tmp_path, results, *high, low) == [
        ["C1", "CACR", 1, "event without laboratory grade"],
        ["U1", "CACR", 1, "both"],
        ["U1", "GLUC", 1, "both"],
        ["U2", "CACR", 1, "both"],
        ["U2", "CAION", 1, "both"],
        ["U3", "CACR", 1, "event with a lower laboratory grade"],
    ]


def test_an_event_of_the_analyte_itself_stays_its_own(tmp_path: Path) -> None:
    # After a normal baseline 300 U/L, 7.5 x the upper limit 40, is grade 3. One event is of both analytes, the other of
    # ALT alone.
    results = [result("AST", -1, 20.0), result("AST", 5, 300.0), result("ALT", 5, 20.0)]
    both = {"AEDECOD": "Transaminases increased", "AETOXGR": "3"}
    own = {"AEDECOD": "Alanine aminotransferase increased", "AETOXGR": "3"}
    assert reconciled(tmp_path, results, both, own) == [
        ["U1", "ALT", 1, "event with a lower laboratory grade"],
        ["U1", "AST", 1, "both"],
    ]
