"""Rows in, findings out: checks of the curves and the tables of common events that the study file asks for."""

from check_tables import Case, Row

COUNTED = {"every_level": True, "collected": True}
#: Two events, the levels and categories of a study without AEHLT, AESER and grades, and one group.
TABLES: dict[str, list[Row]] = {
    "level": [{"level": level} for level in ("any", "SOC", "PT", "group")],
    "category": [
        {"category": "any", **COUNTED},
        {"category": "mild", **COUNTED},
        {"category": "results_in_death", **COUNTED, "every_level": False},
        {"category": "serious", **COUNTED, "collected": False, "note": "not counted: AESER not collected"},
    ],
    "adverse_event": [
        {"AEBODSYS": "Nervous system disorders", "AEDECOD": "Headache", "AEHLT": "(uncoded)"},
        {"AEBODSYS": "Gastrointestinal disorders", "AEDECOD": "Nausea", "AEHLT": "(uncoded)"},
    ],
    "term_group": [{"term_group": "Stomach"}],
}


def curve(level: str, term: str = "any", category: str = "any", happened: int = 0) -> dict[str, list[Row]]:
    """Return the tables of a study that asks for one curve; `happened` subjects had its event."""
    asked: Row = {"curve": "C", "level": level, "term": term, "category": category}
    times: list[Row] = [{"curve": "C", "status": status} for status in (*[1] * happened, 0)]
    return {**TABLES, "asked_curve": [asked], "time_to_event": times}


def flat(
    tables: dict[str, list[Row]], value: str, says: str, variable: str = "AEDECOD", severity: str = "warning"
) -> Case:
    """Return the case of one curve that is found."""
    return Case(
        "curve_without_event",
        tables,
        [None],
        variable,
        severity,
        value,
        f"The curve 'C' of the study file stays at 0: {says}",
    )


HIERARCHY: Row = {"pt_name": "Zoster", "soc_name": "Infections", "hlt_name": "Herpes", "hlgt_name": "Viral"}
QUERY: Row = {"level": "SMQ", "query": "Hepatic disorders (SMQ, narrow)"}
CASES = [
    # A curve with an event is none, in whatever letters.
    Case("curve_without_event", curve("PT", "HEADACHE", happened=2), [], "AEDECOD"),
    flat(curve("PT", "Hedache"), "Hedache", "no event has the term 'Hedache' at level PT; is 'Headache' meant?"),
    flat(
        curve("SOC", "Nervous system"),
        "Nervous system",
        "no event has the term 'Nervous system' at level SOC; is 'Nervous s",
        "AEBODSYS",
    ),
    flat(
        curve("group", "Stomache"), "Stomache", "no event has the term 'Stomache' at level group; is 'Stomach' meant?"
    ),
    flat(
        curve("any", "Headache"), "Headache", "no event has the term 'Headache' at level any; it is a term at level PT"
    ),
    flat(curve("PT"), "any", "no event has the term 'any' at level PT; it is a term at level any"),
    flat(curve("PT", "Zoster"), "Zoster", "no event has the term 'Zoster' at level PT; no similar term exists there"),
    # A term of the dictionary is no typing error: nobody had it.
    flat(
        curve("PT", "zoster") | {"meddra_hierarchy": [HIERARCHY]},
        "zoster",
        "no event has the term 'zoster' at level PT, which MedDRA has",
        severity="note",
    ),
    flat(curve("PT", "Nausea"), "Nausea", "no subject has such an event during the time at risk", severity="note"),
    flat(curve("HLT", "Headaches"), "HLT", "the level HLT is not counted: AEHLT is not collected", "AEHLT"),
    flat(
        curve("SMQ", "Hepatic"), "SMQ", "the level SMQ is not counted: the study file names no query in dictionary.smq"
    ),
    flat(
        curve("SMQ", "hepatic disorders") | {"level": [{"level": "SMQ"}], "query": [QUERY]},
        "hepatic disorders",
        "no event has the term 'hepatic disorders' at level SMQ; is 'Hepatic disorders (SMQ, narrow)' meant?",
    ),
    flat(curve("any", category="serious"), "serious", "the category serious is not counted: AESER not collected"),
    flat(
        curve("any", category="grade3plus"),
        "grade3plus",
        "the category grade3plus is not counted: AETOXGR is not collect",
    ),
    flat(
        curve("any", category="severe"), "severe", "the category severe is not counted: grades (AETOXGR) are collected"
    ),
    flat(
        curve("PT", "Nausea", "results_in_death"),
        "results_in_death",
        "the category results_in_death is counted only at level any",
    ),
    flat(
        curve("adjudicated", "ILD"),
        "adjudicated",
        "the level adjudicated is not counted: no subject in the analysis set",
        "ADJEVENT",
    ),
    flat(
        curve("adjudicated", "ILD") | {"adjudicated_event": [{"event": "ILD/pneumonitis"}, {"event": "LVEF"}]},
        "ILD",
        "no event has the term 'ILD' at level adjudicated; is 'ILD/pneumonitis' meant?",
        "ADJEVENT",
    ),
    flat(
        curve("adjudicated", "LVEF", "grade5") | {"adjudicated_event": [{"event": "LVEF"}]},
        "LVEF",
        "no subject has such an event",
        "ADJEVENT",
        "note",
    ),
    *(
        Case(
            "common_events_not_counted",
            {**TABLES, "event_table": [{"event_table": "T", "level": level, "based_on": category}]},
            [None] * bool(says),
            "AEDECOD",
            value=value,
            says=f"The table of common events 'T' of the study file lacks a requested item. {says}",
        )
        for level, category, value, says in (
            ("PT", "mild", "", ""),
            ("HLGT", "any", "HLGT", "The level HLGT is not counted: AEHLGT is not collected"),
            (
                "query",
                "any",
                "query",
                "The level query is not counted: the study file names no file in dictionary.queries",
            ),
            ("PT", "serious", "serious", "The category serious is not counted: AESER not collected"),
            ("PT", "grade5", "grade5", "The category grade5 is not counted: AETOXGR is not collected"),
            ("PT", "severe", "severe", "The category severe is not counted: grades (AETOXGR) are collected"),
        )
    ),
    Case(
        "common_events_not_counted",
        {
            **TABLES,
            "event_table": [{"event_table": "T", "level": "PT", "based_on": "any"}],
            "event_table_category": [{"event_table": "T", "category": name} for name in ("any", "serious", "mild")],
        },
        [None],
        "AEDECOD",
        value="serious",
    ),
]
