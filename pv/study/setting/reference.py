"""The reference page of study.toml."""

from collections.abc import Mapping
from types import MappingProxyType

from pv.study.setting.categories import BUILT_IN_NAMES
from pv.study.setting.methods import METHODS
from pv.study.setting.settings import Settings
from pv.toml.reference import reference

_INTRODUCTION = """\
Everything that a study file can say. `pv-safety init FOLDER` writes one to start from, with every key in it; `pv-safety
check study.toml` names every mistake in it at once, with its line, its key and what would be right. Only `[study]` and
`[[arm]]` must be there. A path in it is from the study file."""

#: Key -> its values, where its type does not name them.
CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {f"statistics.{key}": methods for key, methods in METHODS.items()}
)


def study_reference() -> str:
    """Return the page of every key of study.toml, as Markdown."""
    built_in = ", ".join(f"`{name}`" for name in sorted(BUILT_IN_NAMES))
    introduction = f"{_INTRODUCTION}\n\nThe categories that are built in: {built_in}."
    return reference(Settings, "study.toml", introduction, CHOICES)
