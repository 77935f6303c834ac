"""`python -m pv` does what `pv-safety` does."""

from pv.cli import main

main()
