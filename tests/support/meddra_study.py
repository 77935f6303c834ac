"""A small study coded with the invented dictionary."""

from collections.abc import Sequence
from pathlib import Path

from meddra_files import SOCS, Lines, dictionary, name, write
from pv.api import Study
from small_study import CONTROL, Row, events, small_study, subjects


def event(soc: int, place: int, **values: object) -> dict[str, object]:
    """Return an event of a preferred term under its primary class."""
    return {"AEDECOD": name(soc, place), "AEBODSYS": f"{SOCS[soc]} disorders", **values}


def coded_study(
    folder: Path,
    rows: Sequence[Row],
    text: str = "",
    *,
    lines: Lines | None = None,
    drug: int = 1,
    version: str = "1.0",
) -> Study:
    """Return the study of these events, its dictionary in MedAscii; `text` adds keys to its [dictionary].

    There are `drug` subjects U1, U2 ... of Drug and one, C1, of Control.
    """
    write(folder / "MedAscii", lines or dictionary())
    settings = f'[dictionary]\nmeddra = "{version}"\nmeddra_folder = "MedAscii"\n{text}\n'
    return small_study(folder, subjects(*[{}] * drug, CONTROL), events(*rows), settings)
