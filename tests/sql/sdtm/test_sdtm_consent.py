"""SDTM: the informed consent and the end of treatment reach ADSL, and what public rule sets check is found there."""

import pytest

from small_sdtm import made, values


@pytest.mark.parametrize(
    ("dm", "ds", "expected"),
    [
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
    ],
)
def test_the_consent_is_that_of_dm_else_of_ds(dm: dict[str, str], ds: list[dict[str, str]], expected: str) -> None:
    datasets, _ = made(dm=[dm], ds=[{"DSDECOD": None}, *ds])
    assert values(datasets["adsl"], "RFICDT") == [(expected,)]


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
