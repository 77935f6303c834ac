"""Why a record or a subject counts where it counts."""

from pv.explain.explanation import Explanation, Fact
from pv.explain.record import explain_record
from pv.explain.subject import explain_subject

__all__ = ["Explanation", "Fact", "explain_record", "explain_subject"]
