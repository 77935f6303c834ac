"""What of a domain of SDTM is not used because a variable of ADaM has its name."""

from collections.abc import Collection, Iterator, Mapping

import pandas as pd

from pv.contract.finding import COLUMNS
from pv.contract.schema import read_contract
from pv.load import Dataset

#: Supplemental qualifiers that sql/sdtm reads into the variable of their name.
_READ = frozenset({"TRTEMFL", "SAFFL", "ITTFL", "FASFL", "PPROTFL", "AESDTH", "AEDTHDTC", "DTHFL", "DTHDTC", "DTHDT"})


def own_columns(domain: Dataset) -> list[str]:
    """Return the columns of a domain that its contract does not name: sql/sdtm does not read them."""
    contract = read_contract(domain.name).dtypes
    return [str(column) for column in domain.frame if column not in contract]


def names_not_used(
    name: str, domain: Dataset, computed: Collection[str], taken: Collection[str], qualifiers: Mapping[str, int]
) -> pd.DataFrame:
    """Return a finding per column or qualifier that is left alone, in the columns of `pv.contract.finding`.

    Args:
        name: of the analysis dataset that is made of the domain.
        domain: as read.
        computed: the variables that sql/sdtm fills.
        taken: all variables of the analysis dataset but its qualifiers.
        qualifiers: QNAM -> number of records that have it.
    """
    rows = [*_columns(name, domain, computed), *_qualifiers(name, domain, taken, qualifiers)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _columns(name: str, domain: Dataset, computed: Collection[str]) -> Iterator[dict[str, object]]:
    for column in own_columns(domain):
        if column in computed:
            yield {
                "severity": "warning",
                "rule": "column_made_anew",
                "dataset": name,
                "variable": column,
                "message": f"{domain.name.upper()} has a column {column}, a variable of {name.upper()} that is derived",
                "action": f"Retained; {column} is used as derived; the column of {domain.name.upper()} is not used",
            }


def _qualifiers(
    name: str, domain: Dataset, taken: Collection[str], qualifiers: Mapping[str, int]
) -> Iterator[dict[str, object]]:
    for qualifier, records in qualifiers.items():
        if qualifier in taken and qualifier not in _READ:
            yield {
                "severity": "warning",
                "rule": "qualifier_name_taken",
                "dataset": name,
                "variable": qualifier,
                "message": f"SUPP{domain.name.upper()} has {qualifier} for {records} records, and {name.upper()} has a "
                "variable of that name; the name of a qualifier must be unique",
                "action": "Retained; the variable is used as it is; the qualifier is not used",
            }
