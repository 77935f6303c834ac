"""Plant errors in a copy of the SQL, one at a time, and see that the second computation finds each.

Run: PYTHONPATH=tests/support python .ci/planted_errors.py
"""

import sys
import tempfile
from pathlib import Path

from dirty_study import dirty_study
from planted import PLANTED, Planted, plant
from pv import resources
from pv.errors import PvError

#: Random studies in which each error is looked for, one after the other, until one shows it: by the window and as
#: flagged, with a cut-off and without, by the actual arm and by the treatment received.
STUDIES = (12, 9, 7, 10, 3, 0, 4, 8, 1, 14)


def found(error: Planted) -> str | None:
    """Return what the second computation found of an error; None where it found nothing."""
    own = resources.ROOT
    for seed in STUDIES:
        with tempfile.TemporaryDirectory() as root, tempfile.TemporaryDirectory() as folder:
            resources.ROOT = plant(error, Path(root))
            try:
                with dirty_study(seed, Path(folder)) as study:
                    differences = study.verify().differences
            except PvError as stopped:
                print(f"study {seed}: {stopped}")
                continue
            finally:
                resources.ROOT = own
            if len(differences):
                tables = ", ".join(differences["table"].unique())
                return f"study {seed}, {len(differences):,} differences in {tables}"
    return None


def main() -> None:
    """Exit with status 1 where an error is not found."""
    missed = 0
    for error in PLANTED:
        what = found(error)
        missed += what is None
        print(f"{error.what} ({error.file}): {what or 'NOT FOUND'}", flush=True)
    print(f"{len(PLANTED) - missed} of {len(PLANTED)} planted errors found")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
