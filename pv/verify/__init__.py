"""A second computation of a study's numbers from its accepted records: none of our SQL, no part of the engine."""

from pv.verify.compared import Verification
from pv.verify.verification import verify

__all__ = ["Verification", "verify"]
