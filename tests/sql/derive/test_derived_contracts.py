"""Every table of a study holds its contract in schemas/: derived, settings, accounts and findings, not only results."""

from collections.abc import Iterator

import pytest

import pilot
import pv
from command import folder_of
from pv import contract, resources
from pv.api import Study
from small_study import CONTROL, events, subjects

#: Inputs have a key in their contract and are held to it on acceptance: values that break it are findings, no failures.
#: What a comparison of two cuts gives has tests of its own, and no study has it.
CONTRACTS = [
    name for name, path in resources.files("schemas", ".yaml").items() if not path.startswith("schemas/difference/")
]
INPUTS = [name for name in CONTRACTS if contract.read_contract(name).key]
HELD = [name for name in pilot.study().tables()["table"] if name.removesuffix("_set_aside") not in INPUTS]

#: A study that has what the pilot has not: grades, HLT and HLGT, groups, a stratum, a cut-off, deaths, missing values.
TEXT = """cutoff_date = 2020-06-30
[treatment_emergent]
window_days = 10
[dictionary]
meddra = "27.1"
[[group]]
name = "Pain"
soc = "Nervous system disorders"
terms = ["Headache", "Migraine"]
[[category]]
name = "severe_pain"
label = "Severe pain"
where = [{ AEDECOD = ["Headache", "Migraine"], grade = { at_least = 3 } }]
[[curve]]
label = "Headache"
level = "PT"
term = "Headache"
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """Return a small study with something in every table that can have something."""
    adsl = subjects(
        {"AGE": None, "SEX": "M", "EOTSTT": "COMPLETED", "EOSSTT": "COMPLETED"},
        {"EOTSTT": "DISCONTINUED", "DCTREAS": "ADVERSE EVENT", "DTHFL": "Y", "DTHDT": "2020-01-21", "EOSSTT": None},
        {"TRTSDT": None, "TRTEDT": None},
        {"SAFFL": "N"},
        {"TRT01A": None},
        CONTROL,
    )
    adae = events(
        {"AETOXGR": "3", "AEHLT": "Headaches", "AEHLGT": "Headache disorders", "AEREL": "Y", "AEOUT": None},
        {"AETOXGR": None, "AEDECOD": None, "AEBODSYS": None, "ASTDT": None},
        {"USUBJID": "U2", "AETOXGR": "5", "AEOUT": "FATAL", "AEACN": "DRUG WITHDRAWN", "AESER": "Y", "AESDTH": "Y"},
        {"USUBJID": "U3", "AEACN": "DOSE REDUCED"},
        {"USUBJID": "U4"},
        {"USUBJID": "U5"},
        {"USUBJID": "nobody"},
        {"ASTDT": "2019-12-01", "AENDT": "2019-12-02"},
        {"USUBJID": "C1", "AEDECOD": "Migraine", "AETOXGR": "1", "ASTDT": "2020-02-20"},
    )
    folder = folder_of(tmp_path_factory.mktemp("small"), adsl, adae, TEXT)
    with pv.open_study(folder) as opened:
        yield opened


def test_the_pilot_holds_the_contract_of_every_table() -> None:
    for name in HELD:
        contract.validate_result(pilot.study().table(name), name)


def test_a_small_study_holds_the_contract_of_every_table(small: Study) -> None:
    for name in HELD:
        contract.validate_result(small.table(name), name)


def test_the_small_study_has_something_where_the_pilot_has_nothing(small: Study) -> None:
    for name in ("death", "death_listing", "term_group", "dictionary", "curve", "adae_set_aside", "adsl_set_aside"):
        assert len(small.table(name)) > 0, name
    assert set(small.table("level")["level"]) >= {"any", "SOC", "HLGT", "HLT", "PT", "group"}
    assert {"grade3plus", "grade_missing", "severe_pain"} <= set(small.table("incidence")["category"])


def test_a_contract_that_is_broken_is_noticed() -> None:
    frame = pilot.study().table("subject")
    for wrong in (
        frame.drop(columns="arm"),
        frame.assign(more=1),
        frame.assign(USUBJID=frame["USUBJID"].iloc[0]),
        frame.assign(arm=None),
    ):
        with pytest.raises(contract.ContractError, match="table subject"):
            contract.validate_result(wrong, "subject")


def test_every_file_in_schemas_is_the_contract_of_a_table() -> None:
    assert sorted(set(CONTRACTS) - set(INPUTS)) == sorted(HELD)
