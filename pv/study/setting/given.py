"""Settings that a program gives instead of a study file: read and refused as a file is."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pv.errors import SettingError
from pv.study.setting.definition import DOOR, Definition
from pv.toml.file import frozen
from pv.toml.lines import Written

#: What stands where a file's name stands: in messages and in the manifest.
SOURCE = "settings given in Python"


def given_study(content: Mapping[str, Any]) -> Definition:
    """Return what a study file with this content would define; relative paths in it start from the current folder.

    Args:
        content: the tables and keys of a study file, as `tomllib` reads them.

    Raises:
        SettingError: so wrong that there is nothing to hold to the data; all problems at once.
    """
    said = frozen({str(key): value for key, value in content.items()})
    # The manifest's digest is of this text: the same settings in another order are the same.
    text = json.dumps(said, default=str, ensure_ascii=False, sort_keys=True)
    held = DOOR.held(said, text, Written(SOURCE))
    if held.value is None:
        raise SettingError(held.problems)
    return Definition(held.value, Path(SOURCE), Path.cwd(), held)
