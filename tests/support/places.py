"""Where the checkout is, and beside it the shared data, which a test may lack."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
