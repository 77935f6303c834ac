"""Compare what two environments made of one study: every table, and what the page shows.

Left out: the versions of the packages (the table manifest and its section). Numbers may differ
in the eleventh digit, for the last digits of a root depend on the release of scipy.
"""

import re
import sys
from pathlib import Path

import pandas as pd

_DIGITS = 1e-10
_HIDDEN = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL)


def tables(one: Path, other: Path) -> list[str]:
    """Return the names of the tables that differ, or are there once only."""
    names = sorted({path.stem for folder in (one, other) for path in (folder / "tables").glob("*.parquet")})
    return [name for name in names if name != "manifest" and not _same(one, other, name)]


def _same(one: Path, other: Path, name: str) -> bool:
    paths = [folder / "tables" / f"{name}.parquet" for folder in (one, other)]
    if not all(path.exists() for path in paths):
        return False
    try:
        pd.testing.assert_frame_equal(*map(pd.read_parquet, paths), rtol=_DIGITS, atol=_DIGITS, check_dtype=False)
    except AssertionError as error:
        print(f"{name}: {error}", file=sys.stderr)
        return False
    return True


def page(folder: Path) -> list[str]:
    """Return the words that the page shows, without the list of what it was made from."""
    text = _HIDDEN.sub(" ", (folder / "safety.html").read_text(encoding="utf-8"))
    shown = re.sub(r"<[^>]+>", " ", text.partition('<section id="manifest"')[0]).split()
    return [word for word in shown if word]


def main() -> None:
    """Print what differs; end with status 1 where something does."""
    one, other = (Path(folder) for folder in sys.argv[1:3])
    differing = tables(one, other)
    words = [pair for pair in zip(page(one), page(other), strict=False) if pair[0] != pair[1]]
    same_length = len(page(one)) == len(page(other))
    print(
        f"{one.name}: {len(differing)} tables differ: {', '.join(differing) or 'none'}; words of the page: {words[:5]}"
    )
    sys.exit(bool(differing or words or not same_length))


if __name__ == "__main__":
    main()
