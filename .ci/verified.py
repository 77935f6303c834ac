"""Compute the numbers of studies a second time and list each difference: built-in, real and random dirty ones.

Run: PYTHONPATH=tests/support python .ci/verified.py 30
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pv
from dirty_study import dirty_study
from pharmaverse import FOLDER, pharmaverse


def main() -> None:
    """Exit with status 1 where a number of any study differs."""
    numbers = differing = 0
    names = ["destiny-breast04", "cdisc-pilot", *([FOLDER.name] if FOLDER.is_dir() else [])]
    for name in [*names, *range(int(sys.argv[1]))]:
        with opened(name) as study:
            found = study.verify()
        print(f"{name}: {found!r}", flush=True)
        numbers += found.numbers["numbers"].sum()
        if not found.agreed:
            differing += 1
            print(found.differences.drop_duplicates(["table", "column"]).to_string(max_colwidth=100))
    print(f"{numbers:,} numbers computed a second time: {differing} studies differ")
    sys.exit(1 if differing else 0)


@contextmanager
def opened(name: str | int) -> Iterator[pv.Study]:
    """Give a study: of a number the random dirty one."""
    if isinstance(name, int):
        with tempfile.TemporaryDirectory() as folder, dirty_study(name, Path(folder)) as study:
            yield study
    else:
        with pharmaverse() if name == FOLDER.name else pv.open_study(name) as study:
            yield study


if __name__ == "__main__":
    main()
