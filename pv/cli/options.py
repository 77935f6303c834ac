"""What several commands share: the STUDY argument and the late import of the API."""

from importlib import import_module
from types import ModuleType

import click

from pv.stages import Stages

STUDY = click.argument("study")


def imported(stages: Stages) -> ModuleType:
    """Return `pv.api`, its import counted as a stage of its own."""
    with stages.stage("import"):
        return import_module("pv.api")
