"""The reference page of facts.toml."""

from pv.facts.model import Facts
from pv.toml.reference import reference

_INTRODUCTION = """\
Everything that a facts file can say: the published safety figures of a trial, from which `pv-safety reconstruct` makes
records and with which `pv-safety reconcile` compares the computed numbers. Every mistake in it is named at once, with
its line, its key and what would be right. `[study]`, `[[arm]]`, `[published]` and `[assumed]` must be there."""


def facts_reference() -> str:
    """Return the page of every key of facts.toml, as Markdown."""
    return reference(Facts, "facts.toml", _INTRODUCTION)
