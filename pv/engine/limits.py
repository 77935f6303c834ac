"""What a database may take: memory, and the folder that it spills to when that is full."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import Self

from pv.errors import Problem, SettingError
from pv.memory import SHARE, amount, of_machine

#: The least that DuckDB writes a file with: a group of 122,880 rows of a hundred columns of text has about as much.
_TO_WRITE = 128_000_000


@dataclass(frozen=True)
class Limits:
    """What a database may take.

    Attributes:
        memory: bytes that DuckDB may keep in memory; None: as many as it takes by itself.
        spill: the folder in which what is more is written, in a folder of its own; None: the system's temporary one.
    """

    memory: int | None = None
    spill: Path | None = None

    @classmethod
    def asked(cls, memory: str | int | None, spill: str | Path | None) -> Self:
        """Return what a run may take, as it is asked for.

        Args:
            memory: an amount such as '4GB', or bytes; None: a share of the machine's (`pv.memory.SHARE`).
            spill: an existing folder; None: the system's temporary one.

        Raises:
            SettingError: it is no amount, or the folder has no name: an empty one would be the current folder.
        """
        if spill is not None and not str(spill).strip():
            right = "an existing folder; without it, the temporary folder of the system"
            raise SettingError(Problem("the folder has no name", "spill", right))
        place = None if spill is None else Path(spill)
        if memory is None:
            machine = of_machine()
            return cls(machine and int(machine * SHARE), place)
        return cls(memory if isinstance(memory, int) else amount(memory), place)

    def folder(self) -> Path:
        """Make a folder to spill to, which whoever asks removes, and return it.

        Raises:
            SettingError: nothing can be written where it would be.
        """
        try:
            return Path(mkdtemp(prefix="pv-safety-", dir=self.spill))
        except OSError as error:
            message = f"no temporary files can be written there: {error.strerror}"
            right = "spill names another folder, which exists"
            raise SettingError(Problem(message, str(self.spill or gettempdir()), right)) from error

    @property
    def of_database(self) -> dict[str, str]:
        """DuckDB's settings of a database."""
        return {} if self.memory is None else {"memory_limit": f"{self.memory}B"}

    @property
    def of_writing(self) -> dict[str, str]:
        """DuckDB's settings of the file that the tables are written to, beside the database that they come from."""
        return {} if self.memory is None else {"memory_limit": f"{max(self.memory // 4, _TO_WRITE)}B"}


#: As much memory as DuckDB takes by itself.
NO_LIMITS = Limits()
