"""Rows in, findings out: doses whose amounts are in no sum."""

from typing import Any

from check_tables import Case


def dose(subject: str = "U1", **more: Any) -> dict[str, Any]:  # noqa: ANN401  # a value of any column
    """Return a dose record of 5 mg of a drug."""
    return {"USUBJID": subject, "treatment": "DRUG", "placebo": False, "given": True, "unit": "mg", **more}


CASES = [
    Case(
        "dose_not_summed",
        {"dose_record": [dose(), dose(not_summed="no amount (EXDOSE)"), dose(placebo=True)]},
        fires=[None],
        variable="EXDOSE",
        value=None,
        says="1 dose of DRUG has no amount (EXDOSE)",
        does="the subject is in no cumulative dose",
    ),
    Case("dose_not_summed", {"dose_record": [dose(), dose(unit=None)]}, fires=[], variable="EXDOSE"),
    Case(
        "dose_not_summed",
        {"dose_record": [dose(who, not_summed="several days, and no [[regimen]]") for who in ("U1", "U1", "U2")]},
        fires=[None],
        variable="EXDOSFRQ",
        severity="note",
        says="3 doses of DRUG have several days",
        does="2 subjects are in no cumulative dose",
    ),
    Case(
        "dose_not_summed",
        # U2 has two units, U1 one in two spellings, and what was left out or is placebo has no unit to add.
        {
            "dose_record": [
                *(dose(unit=unit) for unit in ("mg", "MG")),
                *(dose("U2", unit=unit) for unit in ("mg", "mg/kg")),
                dose("U3"),
                dose("U3", unit="g", given=False),
                dose("U4"),
                dose("U4", unit="g", placebo=True),
            ]
        },
        fires=[None],
        variable="EXDOSU",
        says="2 doses of DRUG have more than one unit in a subject",
        does="the subject is in no",
    ),
]
