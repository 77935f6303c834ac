"""What a report shows of a comparison: the overview, newly counted deaths and events, numbers with their records."""

from pv.difference.bench import Bench
from pv.difference.cut import Cut
from pv.difference.expression import column
from pv.difference.opened import SUBJECT
from pv.difference.records import rows_of

_OVERVIEW = ("arm", "item", "label", "item_order", "subjects", "arm_subjects", "events")
_EVENT = ("source_row", "arm", "USUBJID", "AESEQ", "AEDECOD", "AETERM", "ASTDT")
_DEATH = ("arm", "USUBJID", "death_date", "DTHCAUS")


def lay_overview(bench: Bench, old: Cut, new: Cut) -> None:
    """Make the tables `changed_overview`, `newly_counted` and `moved_count`, where the records have been found."""
    for side, cut in (("old", old), ("new", new)):
        bench.lay(f"{side}_overview", cut.relation("overview").select(*map(column, _OVERVIEW)))
        _lay_counted(bench, side, cut)
    for name in ("changed_overview", "newly_counted", "moved_count"):
        bench.derive(name)


def _lay_counted(bench: Bench, side: str, cut: Cut) -> None:
    """Make the tables of the deaths and events of a cut that may be counted in it alone."""
    asked = cut.connection.from_arrow(rows_of(bench.rows("counted_once"), side))
    events = cut.relation("adverse_event").join(asked, column("source_row") == column("asked_row"), how="semi")
    bench.lay(f"{side}_event", events.select(*map(column, _EVENT)))
    subjects = cut.relation("adsl").select(column("USUBJID").alias(SUBJECT), column("source_row").alias("row_id"))
    deaths = cut.relation("death_listing").join(subjects, column("USUBJID") == column(SUBJECT))
    bench.lay(f"{side}_death", deaths.select(*map(column, ("row_id", *_DEATH))))
