"""Datasets typed by their contracts, every reason why one cannot be used in one answer."""

from collections.abc import Iterable, Mapping

from pv import contract
from pv.contract import Accepted
from pv.errors import InputError, Problem
from pv.load import Dataset


def typed_by_contract(
    datasets: Mapping[str, Dataset], names: Iterable[str], problems: Iterable[Problem] = ()
) -> dict[str, Accepted]:
    """Return the named datasets typed by their contracts, without records where the study does not have one.

    Args:
        datasets: as read, by name.
        names: of the datasets that are wanted.
        problems: what is known already not to be usable.

    Raises:
        InputError: a dataset cannot be used at all; all reasons at once, those that are known first.
    """
    typed: dict[str, Accepted] = {}
    every = [*problems]
    for name in names:
        try:
            typed[name] = (
                contract.accept(datasets[name].frame, name, datasets[name].source)
                if name in datasets
                else contract.absent(name)
            )
        except InputError as error:
            every.extend(error.problems)
    if every:
        raise InputError(every)
    return typed
