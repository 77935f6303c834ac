"""A display of a study made of the tables that it reads alone: the other measures are not computed."""

from collections.abc import Iterator, Mapping

import pandas as pd

from pv.api import Study
from pv.display.catalogue import displays
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent
from pv.display.shown import table_text
from pv.display.table import Table
from pv.study.setting.methods import methods_used


class Asked(Mapping[str, pd.DataFrame]):
    """The tables of a study, each made when it is asked for."""

    def __init__(self, study: Study) -> None:
        """Hold the study."""
        self.study = study
        self.names = set(study.tables()["table"])

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return a table."""
        if name not in self.names:
            raise KeyError(name)
        return self.study.table(name)

    def __iter__(self) -> Iterator[str]:
        """Go through the names."""
        return iter(self.names)

    def __len__(self) -> int:
        """Return how many tables there are."""
        return len(self.names)


def made_alone(study: Study, name: str, **options: object) -> str:
    """Return the tables of a display as text, or the sentences why there is nothing."""
    display = displays()[name]
    contents = Contents(Asked(study), methods=methods_used(study.settings.statistics))
    parts = display.make(Context(contents), display.options(**options))
    texts = [table_text(part) for part in parts if isinstance(part, Table)]
    return "\n\n".join([*texts, *(part.sentence for part in parts if isinstance(part, Absent))])
