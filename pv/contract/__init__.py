"""Contracts of `schemas/*.yaml`: what a table must be, and what became of the values that are not."""

from pv.contract.pandera_alone import import_pandera

import_pandera()

from pv.contract.accept import Accepted, absent, accept
from pv.contract.collected_variables import collected
from pv.contract.grain import grain, in_grain_order
from pv.contract.result import ContractError, validate_result
from pv.contract.same_record import same_in
from pv.contract.schema import Contract, describe, read_contract
from pv.contract.table import days, table

__all__ = [
    "Accepted",
    "Contract",
    "ContractError",
    "absent",
    "accept",
    "collected",
    "days",
    "describe",
    "grain",
    "in_grain_order",
    "read_contract",
    "same_in",
    "table",
    "validate_result",
]
