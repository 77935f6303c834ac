"""Everything that numbers of the page open."""

from collections.abc import Mapping

from pv.report.arms import Arms
from pv.report.death_records import death_records
from pv.report.lab_records import laboratory_event_records, laboratory_records, liver_records
from pv.report.record_set import Records
from pv.report.records import records_of
from pv.report.report import Report
from pv.report.special_records import adjudicated_records, disposition_records, ejection_fraction_records


def opened_records(report: Report, arms: Arms) -> Mapping[str, Records]:
    """Return the records that numbers open, under the name by which a row asks for them."""
    return {
        "events": records_of(report, arms),
        "laboratory": laboratory_records(report, arms),
        "laboratory-events": laboratory_event_records(report, arms),
        "liver": liver_records(report, arms),
        "deaths": death_records(report, arms),
        "disposition": disposition_records(report, arms),
        "adjudicated": adjudicated_records(report, arms),
        "lvef": ejection_fraction_records(report, arms),
    }
