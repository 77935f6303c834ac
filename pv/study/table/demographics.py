"""Which variables of ADSL describe the subjects, and which of them are numbers."""

import re

import pandas as pd

from pv import contract
from pv.contract.values import as_text, is_number
from pv.load import Dataset
from pv.study.setting.report_settings import DemographicsPart
from pv.study.setting.settings import Settings

#: ADaM names identifiers, codes, flags, groups and dates in text so: SITEID, ARMCD, ITTFL, SITEGR1, BRTHDTC.
_TEXT_NAME = re.compile(r".*(?:ID|CD|FL|GR[0-9]+|DTC)")
#: A number is not written so, a code is: 007.
_CODE = re.compile(r"[+-]?0[0-9].*")
#: So many distinct whole numbers, none below 0, are taken for codes (0 and 1, an ECOG status) and counted.
_MOST_CODES = 10


def demographic_table(settings: Settings, adsl: pd.DataFrame, source: Dataset) -> pd.DataFrame:
    """Return the table `demographic`: the variables to summarise; those without a value in any subject are left out.

    Args:
        settings: the validated study file.
        adsl: the subjects, typed by the contract.
        source: the dataset they were read from, which may have labels.
    """
    rows = [
        (
            variable,
            source.labels.get(variable, variable),
            "number" if _is_number(adsl[variable], settings.demographics) else "category",
            order,
        )
        for order, variable in enumerate(settings.demographics.variables, start=1)
        if variable in adsl and adsl[variable].notna().any()
    ]
    return contract.table("demographic", rows)


def _is_number(values: pd.Series, said: DemographicsPart) -> bool:
    """Return whether a variable is summarised as a number, the same whatever the format of the file.

    The study file decides, else the contract. A variable that neither names is a number where all its values are, one
    of them with decimals or below 0, or more than ten different ones. Few whole numbers are codes; so are values with a
    leading 0, and variables under whose name ADaM has text.
    """
    name = str(values.name)
    text = as_text(values).dropna().unique()
    if name in said.numbers:  # and its values are: `pv.study.input.variables`
        return True
    if name in said.text:
        return False
    known = contract.read_contract("adsl").dtypes
    if name in known or _TEXT_NAME.fullmatch(name):
        return known.get(name) == "float64"
    if not all(is_number(value) and not _CODE.fullmatch(value) for value in text):
        return False
    numbers = {float(value) for value in text}
    return len(numbers) > _MOST_CODES or any(number < 0 or not number.is_integer() for number in numbers)
