"""Print for people: a control character of the data never reaches a terminal, which might obey it."""

import click

from pv.characters import shown


def say(text: object, *, err: bool = False) -> None:
    """Print a text and a line end, each character that cannot be shown as the replacement character."""
    click.echo(shown(str(text)), err=err)
