"""The tables of a made-up study, every result counted from its events by brute force, for charts and the page."""

from collections.abc import Callable, Iterable, Mapping
from itertools import product

import pandas as pd

from pv import contract
from pv.display.contents import Contents
from report_events import ARMS, CATEGORIES, EVENTS, FOLLOWED, Event, counted

Tables = dict[str, pd.DataFrame]

DEATHS = "Deaths, any cause, up to the end of each subject's follow-up"


def report(events: Iterable[Event] = EVENTS, arms: Iterable[str] = tuple(ARMS)) -> Contents:
    """Return a report of the tables, with a little of everything else that a page shows."""
    return Contents(
        tables(events, arms),
        {"incidence": "select 1 as one -- incidence", "overview": "select 2 as two"},
        [("adae.xpt", "ab" * 32), ("python", "3.11")],
        [("clopper_pearson", "Clopper-Pearson", "Biometrika 1934;26:404-413")],
        version="0.0.1",
    )


def tables(events: Iterable[Event] = EVENTS, arms: Iterable[str] = tuple(ARMS)) -> Tables:
    """Return every table that charts and page read, of the arms named."""
    shown = list(arms)
    chosen = [event for event in events if event.arm in shown]
    incidence, deaths = _incidence(chosen, shown), _deaths(chosen, shown)
    return {
        "arm": _arm(shown),
        "arm_member": pd.DataFrame({"arm": shown, "member": shown}),
        "arm_pair": _arm_pair(shown),
        "category": _category(),
        "study": _study(),
        "dictionary": pd.DataFrame([("MedDRA", "27.1")], columns=["dictionary", "version"]),
        "incidence": incidence,
        "exposure_adjusted_rate": _rates(incidence),
        "rate_comparison": _rate_comparison(_rates(incidence), shown),
        "comparison": _comparison(incidence, shown),
        "overview": pd.concat([_overview(incidence), deaths["deaths"].assign(item_order=1001)]),
        "exposure": _exposure(shown),
        "exposure_duration": _by_arm(shown, "months", [1.0, 3.0], lambda arm, _: ARMS[arm][3]),
        "disposition": _disposition(shown),
        "demographics": _demographics(shown),
        **deaths,
        **_records(chosen),
        **_curves(chosen, shown),
        **_quality(len(chosen)),
    }


def _arm(shown: list[str]) -> pd.DataFrame:
    rows = [(name, *ARMS[name][:2], order, False, ARMS[name][2]) for order, name in enumerate(shown, start=1)]
    return pd.DataFrame(rows, columns=["arm", "label", "role", "arm_order", "pooled", "colour"])


def _arm_pair(shown: list[str]) -> pd.DataFrame:
    others = [name for name in shown if name != "CONTROL"] if "CONTROL" in shown else []
    return pd.DataFrame({"arm": others, "comparator": "CONTROL", "arm_order": range(1, len(others) + 1)})


def _category() -> pd.DataFrame:
    rows: list[tuple[object, ...]] = [
        (name, label, order, scale, rank, True, True, None)
        for order, (name, label, scale, rank) in enumerate(CATEGORIES, start=1)
    ]
    rows.append(
        ("reduction", "Leading to dose reduction", 99, None, None, True, False, "not counted: AEACN not collected")
    )
    names = ["category", "label", "category_order", "scale", "scale_rank", "every_level", "collected", "note"]
    return pd.DataFrame(rows, columns=names)


def _study() -> pd.DataFrame:
    row = {"study_id": "TEST-1", "title": "A made-up study", "emergent_rule": "window", "window_days": 30}
    more = {"days_per_year": 365.25, "days_per_month": 30.4375, "cutoff_date": pd.NaT, "confidence_level": 0.95}
    more |= {"marking": "Made-up data"}
    return pd.DataFrame([row | more | {"missing_related": True, "compared_rate": "eair_at_risk"}])


def _incidence(events: list[Event], shown: list[str]) -> pd.DataFrame:
    socs = sorted({event.soc for event in events})
    pairs = sorted({(event.soc, event.term) for event in events})
    terms = [("any", "any", "any"), *(("SOC", soc, soc) for soc in socs), *(("PT", soc, term) for soc, term in pairs)]
    rows = []
    for arm, term, (category, *_) in product(shown, terms, CATEGORIES):
        of_arm = [event for event in events if event.arm == arm]
        subjects, total = len(counted(of_arm, term, category)), ARMS[arm][3]
        percent = 100 * subjects / total
        # A stand-in for an interval: ten points to each side.
        limits = (max(percent - 10, 0.0), min(percent + 10, 100.0))
        rows.append((arm, *term, category, subjects, total, percent, *limits, "clopper_pearson", subjects, 0.95))
    names = "arm level soc term category subjects arm_subjects percent lower upper method events confidence_level"
    return pd.DataFrame(rows, columns=names.split())


def _rates(incidence: pd.DataFrame) -> pd.DataFrame:
    """Return half a patient-year for each subject of the arm, at risk or not; limits at half and double the rate."""
    years = incidence["arm_subjects"] * 0.5
    keys = incidence[["arm", "level", "soc", "term", "category", "subjects", "events"]]
    made = keys.assign(patient_years=years, patient_years_at_risk=years, method="garwood_exact", confidence_level=0.95)
    for rate, numerator in (("eair_at_risk", "subjects"), ("eair_total", "subjects"), ("eaer", "events")):
        value = incidence[numerator] / years
        made = made.assign(**{rate: value, f"{rate}_lower": value / 2, f"{rate}_upper": value * 2})
        made[f"{rate}_{'events' if rate == 'eaer' else 'subjects'}"] = incidence[numerator]
    return made


def _rate_comparison(rates: pd.DataFrame, shown: list[str]) -> pd.DataFrame:
    """Return the difference and ratio of each rate, limits half and twice."""
    if "CONTROL" not in shown:
        return pd.DataFrame()
    keys = ["level", "soc", "term", "category"]
    control = rates[rates["arm"] == "CONTROL"]
    paired = rates[rates["arm"] != "CONTROL"].merge(control, on=keys, suffixes=("", "_control"))
    parts = []
    for rate in ("eair_at_risk", "eair_total", "eaer"):
        difference, ratio = paired[rate] - paired[f"{rate}_control"], paired[rate] / paired[f"{rate}_control"]
        made = paired[["arm", *keys]].assign(comparator="CONTROL", rate=rate, leads=rate == "eair_at_risk")
        numerator = f"{rate}_{'events' if rate == 'eaer' else 'subjects'}"
        years = "patient_years_at_risk" if rate == "eair_at_risk" else "patient_years"
        parts.append(
            made.assign(
                rate_events=paired[numerator],
                rate_patient_years=paired[years],
                comparator_rate_events=paired[f"{numerator}_control"],
                comparator_rate_patient_years=paired[f"{years}_control"],
                rate_difference=difference,
                ird_lower=difference - 1,
                ird_upper=difference + 1,
                ird_method="ird_miettinen_nurminen",
                rate_ratio=ratio,
                irr_lower=ratio / 2,
                irr_upper=ratio * 2,
                irr_method="irr_exact_conditional",
                confidence_level=0.95,
            )
        )
    return pd.concat(parts, ignore_index=True)


def _comparison(incidence: pd.DataFrame, shown: list[str]) -> pd.DataFrame:
    if "CONTROL" not in shown:
        return pd.DataFrame()
    keys = ["level", "soc", "term", "category"]
    control = incidence[incidence["arm"] == "CONTROL"][[*keys, "subjects", "arm_subjects", "percent"]]
    paired = incidence[incidence["arm"] != "CONTROL"].merge(control, on=keys, suffixes=("", "_control"))
    difference = paired["percent"] - paired["percent_control"]
    return paired[["arm", *keys, "subjects", "arm_subjects", "confidence_level"]].assign(
        comparator="CONTROL",
        comparator_subjects=paired["subjects_control"],
        comparator_arm_subjects=paired["arm_subjects_control"],
        risk_difference=difference,
        rd_lower=difference - 20,
        rd_upper=difference + 20,
        rd_method="rd_miettinen_nurminen",
        risk_ratio=paired["percent"] / paired["percent_control"],
        rr_lower=0.5,
        rr_upper=float("inf"),
        rr_method="rr_miettinen_nurminen",
        p_value=0.0004,
        p_method="fisher_exact",
    )


def _overview(incidence: pd.DataFrame) -> pd.DataFrame:
    order = {name: place for place, (name, *_) in enumerate(CATEGORIES, start=1)}
    labels = {name: label for name, label, *_ in CATEGORIES}
    rows = incidence[incidence["level"] == "any"].rename(columns={"category": "item"})
    return rows.assign(label=rows["item"].map(labels), item_order=rows["item"].map(order)).drop(
        columns=["level", "soc", "term"]
    )


def _by_arm(shown: list[str], name: str, items: list[object], subjects: Callable[[str, object], int]) -> pd.DataFrame:
    rows = [
        (arm, item, subjects(arm, item), ARMS[arm][3], 100 * subjects(arm, item) / ARMS[arm][3])
        for item, arm in product(items, shown)
    ]
    return pd.DataFrame(rows, columns=["arm", name, "subjects", "arm_subjects", "percent"])


def _exposure(shown: list[str]) -> pd.DataFrame:
    days = {"mean_days": 70.25, "sd_days": 1.5, "q1_days": 60.0, "median_days": 70.0, "q3_days": 80.0}
    ends = {"minimum_days": 1.0, "maximum_days": 100.0, "median_months": 2.3, "minimum_months": 0.1}
    time = {"maximum_months": 3.3, "total_days": 420.0, "patient_years": 1.15, "patient_years_at_risk": 1.05}
    sizes = [{"arm": arm, "arm_subjects": ARMS[arm][3], "subjects": ARMS[arm][3]} for arm in shown]
    return pd.DataFrame([size | days | ends | time for size in sizes])


def _disposition(shown: list[str]) -> pd.DataFrame:
    states = [("COMPLETED", "any", 3), ("DISCONTINUED", "any", 2), ("DISCONTINUED", "Adverse Event", 2)]
    rows = [
        (arm, "study", status, reason, subjects, ARMS[arm][3], 100 * subjects / ARMS[arm][3])
        for (status, reason, subjects), arm in product(states, shown)
    ]
    return pd.DataFrame(rows, columns=["arm", "milestone", "status", "reason", "subjects", "arm_subjects", "percent"])


def _demographics(shown: list[str]) -> pd.DataFrame:
    numbers = {
        "n": 5.0,
        "mean": 70.25,
        "sd": 2.0,
        "median": 71.0,
        "q1": 69.0,
        "q3": 73.0,
        "minimum": 60.0,
        "maximum": 80.0,
    }
    rows: list[tuple[object, ...]] = [
        (arm, "AGE", "Age (years)", "number", item, None, ARMS[arm][3], None, value)
        for (item, value), arm in product(numbers.items(), shown)
    ]
    rows += [
        (arm, variable, label, kind, item, subjects, ARMS[arm][3], 100 * subjects / ARMS[arm][3], None)
        for (variable, label, kind, item, subjects), arm in product(
            [
                ("AGE", "Age (years)", "number", "(missing)", 1),
                ("SEX", "Sex", "category", "F", 2),
                ("SEX", "Sex", "category", "(missing)", 0),
            ],
            shown,
        )
    ]
    return pd.DataFrame(
        rows, columns=["arm", "variable", "label", "kind", "item", "subjects", "arm_subjects", "percent", "value"]
    )


def _deaths(events: list[Event], shown: list[str]) -> Mapping[str, pd.DataFrame]:
    fatal = [event for event in events if event.fatal]
    counts = _by_arm(shown, "item", ["death"], lambda arm, _: len({e.usubjid for e in fatal if e.arm == arm}))
    listing = pd.DataFrame(
        [
            (event.arm, event.usubjid, 71.0, "F", event.day, float(number), event.term, event.verbatim, event.related)
            for number, event in enumerate(events, start=1)
            if event.fatal
        ],
        columns=["arm", "USUBJID", "AGE", "SEX", "death_day", "AESEQ", "AEDECOD", "AETERM", "related"],
    ).astype({"death_day": "int64"})  # where nobody died too
    terms = counts.assign(level="any", soc="any", term="any", category=counts["item"], confidence_level=0.95)
    compared = _comparison(terms, shown)
    return {
        "deaths": counts.assign(label=DEATHS, item_order=1),
        "death_comparison": compared.assign(item=compared["category"]) if len(compared) else compared,
        "death_listing": listing,
        "death_item": listing[["USUBJID", "arm"]].drop_duplicates().assign(item="death"),
    }


def _records(events: list[Event]) -> Mapping[str, pd.DataFrame]:
    keyed = [(event.usubjid, float(number), event) for number, event in enumerate(events, start=1)]
    adverse_event = pd.DataFrame(
        [
            (subject, number, e.arm, e.verbatim, e.soc, e.term, e.day, e.severity, e.serious, e.related, e.fatal)
            for subject, number, e in keyed
        ],
        columns=[
            "USUBJID",
            "AESEQ",
            "arm",
            "AETERM",
            "AEBODSYS",
            "AEDECOD",
            "start_day",
            "severity",
            "serious",
            "related",
            "fatal",
        ],
    )
    categories = [(s, n, name) for s, n, event in keyed for name, *_ in CATEGORIES if event.is_in(name)]
    levels = [
        (s, n, *term)
        for s, n, e in keyed
        for term in (("any", "any", "any"), ("SOC", e.soc, e.soc), ("HLT", e.soc, "x"), ("PT", e.soc, e.term))
    ]
    of_categories = pd.DataFrame(categories, columns=["USUBJID", "AESEQ", "category"])
    of_terms = pd.DataFrame(levels, columns=["USUBJID", "AESEQ", "level", "soc", "term"])
    return {
        "adverse_event": adverse_event.assign(
            reason="in window",
            emergent=True,
            AEOUT="RECOVERED/RESOLVED",
            grade=float("nan"),
            source_row=_numbered(adverse_event),
        ),
        "record_category": of_categories.assign(source_row=_numbered(of_categories)),
        "record_term": of_terms.assign(source_row=_numbered(of_terms)),
        "subject_term": _subject_term(events),
        "onset_dose": contract.table("onset_dose"),
        "dose_day": contract.table("dose_day"),
        "grade_text": pd.DataFrame(
            {"source_row": [], "grade": [], "ctcae_term": [], "ctcae_grades": [], "text": []}
        ).astype(
            {"source_row": "int64", "grade": "int32"} | dict.fromkeys(("ctcae_term", "ctcae_grades", "text"), "str")
        ),
    }


def _subject_term(events: list[Event]) -> pd.DataFrame:
    """Return each subject with an event of a term and category, and whether it counts: on a scale its worst alone."""
    terms = {("any", "any", "any")} | {("SOC", one.soc, one.soc) for one in events}
    terms |= {("PT", one.soc, one.term) for one in events}
    rows = [
        (subject, arm, *term, category, subject in counted(events, term, category))
        for term, (category, *_) in product(sorted(terms), CATEGORIES)
        for subject, arm in sorted({(e.usubjid, e.arm) for e in events if e.is_of(term) and e.is_in(category)})
    ]
    return pd.DataFrame(rows, columns=["USUBJID", "arm", "level", "soc", "term", "category", "counted"])


def _numbered(records: pd.DataFrame) -> pd.Series:
    """Return the row of each record in its file: here events are numbered by it."""
    return records["AESEQ"].astype("int64")


def _curves(events: list[Event], shown: list[str]) -> Mapping[str, pd.DataFrame]:
    """Return the curve of any event where nobody leaves early: the percentage that had one by the day."""
    times, steps = [], []
    for arm in shown:
        first = {f"{arm}-{number}": FOLLOWED for number in range(1, ARMS[arm][3] + 1)}
        for event in events:
            if event.arm == arm:
                first[event.usubjid] = min(first[event.usubjid], event.day)
        times += [("Any adverse event", subject, arm, day, int(day < FOLLOWED)) for subject, day in first.items()]
        for day in [0, *sorted({day for day in first.values() if day < FOLLOWED})]:
            percent = 100 * sum(one <= day for one in first.values()) / len(first)
            at_risk = sum(one >= day for one in first.values())
            lower = None if day == 0 else max(percent - 5, 0)
            upper = None if day == 0 else percent + 5
            steps.append(("Any adverse event", arm, day, at_risk, percent, lower, upper, "aalen_johansen", 0.95))
    names = "curve arm day at_risk percent lower upper method confidence_level"
    return {
        "time_to_event": pd.DataFrame(times, columns=["curve", "USUBJID", "arm", "day", "status"]),
        "cumulative_incidence": pd.DataFrame(steps, columns=names.split()).astype({"lower": float, "upper": float}),
        "curve": pd.DataFrame([("Any adverse event", 1)], columns=["curve", "curve_order"]),
    }


def finding_counts(findings: pd.DataFrame) -> pd.DataFrame:
    """Return the table finding_count of findings that are all listed."""
    number = findings.groupby(["severity", "rule", "dataset", "action"], sort=False).size().reset_index(name="findings")
    return number.assign(listed=number["findings"])


def _quality(events: int) -> Mapping[str, pd.DataFrame]:
    findings = [
        (
            "warning",
            "fatal_not_serious",
            "adae",
            11,
            "USUBJID=CONTROL-3, AESEQ=11",
            "AESER",
            "N",
            "Fatal.",
            "Retained as recorded",
        ),
        ("reject", "key_missing", "adae", 12, "USUBJID=(missing)", "USUBJID", None, "No subject.", "set aside"),
    ]
    names = "severity rule dataset source_row record_key variable value message action"
    accounts = [("adsl", "adsl.xpt", 18, 18, 0, 0), ("adae", "adae.xpt", events + 1, events, 1, 2)]
    listed = pd.DataFrame(findings, columns=names.split())
    return {
        "findings": listed,
        "finding_count": finding_counts(listed),
        "accounting": pd.DataFrame(
            accounts, columns=["dataset", "file", "rows_in", "rows_used", "rows_set_aside", "findings"]
        ),
    }
