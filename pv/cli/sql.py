"""pv-safety sql: query a DuckDB file."""

from pathlib import Path

import click

from pv.cli.say import say


@click.command("sql")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("query")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV instead of a table.")
def command(file: Path, query: str, *, as_csv: bool) -> None:
    """Print the result of QUERY on a DuckDB FILE.

    FILE is one that `pv-safety build` wrote.
    """
    from pv.cli.text_table import text_table  # noqa: PLC0415  # help and errors need no pandas
    from pv.engine.database_file import query_file  # noqa: PLC0415  # help and errors need no pandas
    from pv.output import number_text  # noqa: PLC0415  # help and errors need no pandas

    frame = query_file(file, query)
    if as_csv:
        click.echo(frame.to_csv(index=False, float_format=number_text), nl=False)
    else:
        say(text_table(frame))
