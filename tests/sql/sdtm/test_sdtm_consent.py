"""SDTM: the informed consent and the end of treatment reach ADSL, and what public rule sets check is found there."""

import pytest

from small_sdtm import Row, made, values

#: What DM and DS have of the consent of a subject, and its day.
CONSENTS: list[tuple[Row, list[Row], str | None]] = [
    ({"RFICDTC": "2020-01-02"}, [], "2020-01-02"),
    ({"RFICDTC": "2020-01-02T10:15"}, [], "2020-01-02"),
    ({}, [{"DSDECOD": "INFORMED CONSENT OBTAINED", "DSSTDTC": "2020-01-03"}], "2020-01-03"),
    # A second consent, to an amendment, is not the first.
    (
        {"RFICDTC": None},
        [
            {"DSDECOD": "Informed consent obtained", "DSSTDTC": "2020-01-20"},
            {"DSDECOD": "INFORMED CONSENT OBTAINED", "DSSTDTC": "2020-01-03"},
        ],
        "2020-01-03",
    ),
    ({"RFICDTC": "2020-01"}, [{"DSDECOD": "RANDOMIZED", "DSSTDTC": "2020-01-03"}], None),
]


@pytest.fixture(scope="module")
def consents() -> dict[str | None, str | None]:
    """Return the day of the consent of each subject; DS has a record of each that says nothing."""
    ds = [
        {"USUBJID": f"U{place}", **row}
        for place, (_, records, _) in enumerate(CONSENTS, start=1)
        for row in ({"DSDECOD": None}, *records)
    ]
    datasets, _ = made(dm=[dm for dm, _, _ in CONSENTS], ds=ds)
    return {row[0]: row[1] for row in values(datasets["adsl"], "USUBJID", "RFICDT")}


@pytest.mark.parametrize("place", range(len(CONSENTS)))
def test_the_consent_is_that_of_dm_else_of_ds(consents: dict[str | None, str | None], place: int) -> None:
    assert consents[f"U{place + 1}"] == CONSENTS[place][-1]


def test_without_a_consent_in_dm_that_of_ds_counts() -> None:
    # There is no column of DM for it.
    datasets, _ = made(dm=[{}], ds=[{"DSDECOD": "INFORMED CONSENT OBTAINED", "DSSTDTC": "2020-01-03"}])
    assert values(datasets["adsl"], "RFICDT") == [("2020-01-03",)]


def test_the_end_of_treatment_is_that_of_the_disposition() -> None:
    end = {"DSCAT": "DISPOSITION EVENT", "DSDECOD": "COMPLETED", "DSSCAT": "STUDY TREATMENT", "DSSTDTC": "2020-01-19"}
    datasets, _ = made(ds=[end])
    assert values(datasets["adsl"], "EOTDT") == [("2020-01-19",)]


def test_a_period_that_ends_before_it_starts_is_found_where_it_certainly_does() -> None:
    _, findings = made(
        dm=[
            {"RFSTDTC": "2020-01-10", "RFENDTC": "2020-01-09"},
            {"RFSTDTC": "2020-01-10", "RFENDTC": "2020-01"},
            {"RFSTDTC": "2020-02", "RFENDTC": "2020-01-31"},
            {"RFXSTDTC": "2020-01-10", "RFXENDTC": "2020-01-10"},
        ],
        ex=[{"USUBJID": f"U{subject}"} for subject in (1, 2, 3, 4)],
    )
    found = findings[findings["rule"] == "reference_end_before_start"]
    assert found["record_key"].to_list() == ["USUBJID=U1", "USUBJID=U3"]
    assert found["message"].to_list() == [
        "RFENDTC is before RFSTDTC, which is 2020-01-10",
        "RFENDTC is before RFSTDTC, which is 2020-02",
    ]
