"""What a study is, in a line and in a small table: for a prompt and for a notebook. Nothing is computed for it."""

import re
from html import escape

from pv.characters import shown
from pv.load import Dataset
from pv.study.built import Built


def summary_line(built: Built) -> str:
    """Return identifier, arms and rows of each dataset on one line, without control characters."""
    settings = built.definition.settings
    arms = ", ".join(arm.name for arm in settings.arm)
    rows = ", ".join(f"{name} {len(dataset.frame)}" for name, dataset in _read(built))
    return shown(f"<Study {settings.study.id}: arms {arms}; rows read: {rows}>")


def summary_html(built: Built) -> str:
    """Return title, arms and rows of each dataset as an HTML table, every text of the study escaped."""
    settings = built.definition.settings
    rows = [("Identifier", settings.study.id), ("Population", settings.population.label)]
    rows += [
        (f"Arm, {arm.role}", arm.name if arm.of is None else f"{arm.name}: {', '.join(arm.of)}") for arm in settings.arm
    ]
    rows += [(name.upper(), f"{len(dataset.frame)} rows read") for name, dataset in _read(built)]
    cells = "".join(f'<tr><th scope="row">{_html(name)}</th><td>{_html(text)}</td></tr>' for name, text in rows)
    return f"<table><caption>{_html(settings.study.title)}</caption>{cells}</table>"


def report_name(built: Built) -> str:
    """Return the file name of the study's report: its identifier, without what some systems refuse in a name."""
    identifier = re.sub(r"[^\w.-]+", "-", built.definition.settings.study.id).strip(".-")
    return f"{identifier or 'study'}-safety.html"


def _read(built: Built) -> list[tuple[str, Dataset]]:
    """Return the datasets that have records; of one that is not there the columns are made empty."""
    return [(name, dataset) for name, dataset in built.datasets.items() if len(dataset.frame)]


def _html(text: str) -> str:
    return escape(shown(text))
