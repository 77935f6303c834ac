"""The tables of an engine as frames, by name."""

from collections.abc import Iterator, Mapping

import pandas as pd

from pv.engine.engine import Engine


class Tables(Mapping[str, pd.DataFrame]):
    """The tables of an engine by name, each read when it is first asked for."""

    def __init__(self, engine: Engine, more: Mapping[str, pd.DataFrame] | None = None) -> None:
        """Look at the tables that the engine has now.

        Args:
            engine: the database.
            more: tables beside its own, such as those of a comparison with another data cut.
        """
        #: The engine, for what reads the tables by SQL.
        self.engine = engine
        self._read: dict[str, pd.DataFrame] = dict(more or {})
        self._names = [*engine.tables(), *self._read]

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return a table; KeyError where there is none."""
        if name not in self._names:
            raise KeyError(name)
        if name not in self._read:
            self._read[name] = self.engine.table(name)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        """Go through the names."""
        return iter(self._names)

    def __len__(self) -> int:
        """Return how many tables there are."""
        return len(self._names)
