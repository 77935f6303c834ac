"""Which variables of ADSL describe the subjects, and which of them are numbers."""

import re

import pandas as pd
from pandas.api.types import is_numeric_dtype

from pv.contract.schema import read_contract
from pv.contract.values import as_text, is_number
from pv.load import Dataset
from pv.study.settings import Settings

#: ADaM names identifiers, codes, flags, groups and dates in text so: SITEID, ARMCD, ITTFL, SITEGR1, BRTHDTC.
_TEXT_NAME = re.compile(r".*(?:ID|CD|FL|GR[0-9]+|DTC)")
#: A number is not written so, a code is: 007.
_CODE = re.compile(r"[+-]?0[0-9].*")


def demographic_table(settings: Settings, adsl: pd.DataFrame, source: Dataset) -> pd.DataFrame:
    """Return the table `demographic`: the variables to summarise; those without a value in any subject are left out.

    Args:
        settings: the validated study file.
        adsl: the subjects, typed by the contract.
        source: the dataset they were read from, which has labels, and in CSV no types.
    """
    untyped = source.format.startswith("CSV")
    rows = [
        (
            variable,
            source.labels.get(variable, variable),
            "number" if _is_number(adsl[variable], untyped=untyped) else "category",
            order,
        )
        for order, variable in enumerate(settings.demographics.variables, start=1)
        if variable in adsl and adsl[variable].notna().any()
    ]
    return pd.DataFrame(rows, columns=["variable", "label", "kind", "variable_order"]).astype(
        {"variable": "str", "label": "str", "kind": "str", "variable_order": "int32"}
    )


def _is_number(values: pd.Series, *, untyped: bool) -> bool:
    """Return whether a variable is summarised as a number.

    It is where its type says so. In CSV every value is text: there a variable that the contract does not name is a
    number when all its values are, unless it is a code: ADaM has text under its name, or a value has a leading 0.
    """
    name = str(values.name)
    if is_numeric_dtype(values) or not untyped or name in read_contract("adsl").dtypes or _TEXT_NAME.fullmatch(name):
        return is_numeric_dtype(values)
    text = as_text(values).dropna().unique()
    return all(is_number(value) and not _CODE.fullmatch(value) for value in text)
