"""What a display is made of: the contents of a report, its arms, results and opened records, each made once."""

from dataclasses import dataclass, field
from functools import cached_property

from pv.display.arms import Arms, arms_of
from pv.display.contents import Contents
from pv.display.event_results import Counted, Results, results_of
from pv.display.opened import Opened
from pv.display.records.embedded import Records


@dataclass(frozen=True)
class Context:
    """The contents of a report and what its displays share."""

    contents: Contents
    _records: dict[str, Records] = field(default_factory=dict)

    @cached_property
    def arms(self) -> Arms:
        """The arms in display order."""
        return arms_of(self.contents)

    @cached_property
    def results(self) -> Results:
        """The results of events, picked out of the long tables."""
        return results_of(self.contents)

    def records(self, opened: Opened) -> Records:
        """Return the records of a kind."""
        if opened.name not in self._records:
            self._records[opened.name] = opened.make(self.contents, self.arms)
        return self._records[opened.name]

    def counted(self, category: str, opened: Opened, *, any_only: bool = False) -> Counted:
        """Return the results of a category of events, whose counts open these records."""
        return self.results.counted(self.arms, self.records(opened), category, any_only=any_only)
