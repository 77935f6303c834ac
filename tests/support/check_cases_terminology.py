"""Rows in, findings out: checks of grades against CTCAE and of coded terms against MedDRA."""

from typing import TYPE_CHECKING

from check_tables import Case, Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: An event matched with a CTCAE term that has the grades 1 to 3.
NAUSEA = {
    "ctcae_version": "5.0",
    "ctcae_term": "Nausea",
    "ctcae_grades": "1, 2, 3",
    "matched_by": "AELLTCD",
    "basis": "code",
    "certain": True,
}
THROUGH_PREFERRED_TERM = {"matched_by": "AEDECOD", "basis": "name", "certain": False}

MEDDRA = [{"role": "study", "version": "27.1"}]
PREFERRED = [{"pt_code": 11, "pt_name": "Headache"}, {"pt_code": 12, "pt_name": "Eye pain"}]
LOWEST = [
    {"llt_code": 11, "llt_name": "Headache", "pt_code": 11, "current": True},
    {"llt_code": 21, "llt_name": "Head ache", "pt_code": 11, "current": True},
    {"llt_code": 22, "llt_name": "Cephalgy", "pt_code": 11, "current": False},
]
CLASSES = [
    {"soc_code": 1, "soc_name": "Eye disorders"},
    {"soc_code": 2, "soc_name": "Nervous system disorders"},
    {"soc_code": 3, "soc_name": "Skin disorders"},
]
PATH = {"pt_code": 12, "pt_name": "Eye pain", "hlt_name": "Ocular", "hlgt_name": "Eye NEC", "primary_path": True}
#: Eye pain: its primary class is Eye disorders, Nervous system disorders is a secondary one.
PATHS = [
    PATH | {"soc_name": "Eye disorders"},
    PATH | {"soc_name": "Nervous system disorders", "hlgt_name": "Pains", "hlt_name": "Pain", "primary_path": False},
]


def placed(stem: str, fires: list[int], variable: str, rows: list[dict[str, str]], **expected: str) -> Case:
    """Return the case of eye pain recorded at these places of the hierarchy."""
    coded = [{"source_row": place, "pt_code": 12} for place in range(1, len(rows) + 1)]
    tables: Mapping[str, Sequence[Row]] = {
        "adae": [{"AEDECOD": "Eye pain"} | row for row in rows],
        "coded_event": coded,
        "meddra_hierarchy": PATHS,
        "meddra_soc": CLASSES,
        "meddra_hlgt": [{"hlgt_name": "Eye NEC"}, {"hlgt_name": "Pains"}],
        "meddra_hlt": [{"hlt_name": "Ocular"}, {"hlt_name": "Pain"}],
    }
    return Case(stem, tables, fires=fires, variable=variable, **expected)


CASES = [
    Case(
        "term_not_in_meddra",
        {
            "meddra_version": MEDDRA,
            "meddra_pt": PREFERRED,
            "term_suggestion": [
                {"variable": "AEDECOD", "term": "HEADACHES", "suggestion": "Headache", "basis": "spelling"},
                {"variable": "AEDECOD", "term": "CEPHALGY", "suggestion": "Headache", "basis": "lowest level term"},
            ],
            "adae": [
                {"AEDECOD": "Headaches"},
                {"AEDECOD": "HEADACHE"},
                {"AEDECOD": "Cephalgy"},
                {"AEDECOD": "Xyz"},
                {},
            ],
        },
        fires=[1, 3, 4],
        variable="AEDECOD",
        says="which is not a preferred term of MedDRA 27.1; ",
    ),
    Case(
        "term_not_in_meddra",
        {
            "meddra_version": MEDDRA,
            "meddra_pt": PREFERRED,
            "meddra_llt": LOWEST,
            "term_suggestion": [
                {"variable": "AELLT", "term": "CEPHALGIE", "suggestion": "Cephalgy", "basis": "spelling"}
            ],
            "adae": [{"AELLT": "head ache"}, {"AELLT": "Cephalgie"}],
        },
        fires=[2],
        variable="AELLT",
        value="Cephalgie",
        says="is 'Cephalgy' meant?",
    ),
    # A former name: the code beside it says what it is now.
    Case(
        "term_not_in_meddra",
        {
            "meddra_version": MEDDRA,
            "meddra_pt": PREFERRED,
            "adae": [{"AEDECOD": "Cranial pain", "AEPTCD": 11}],
        },
        fires=[1],
        variable="AEDECOD",
        says="which is not a preferred term of MedDRA 27.1; AEPTCD is the code of 'Headache'",
    ),
    Case(
        "term_not_in_meddra",
        {
            "meddra_version": MEDDRA,
            "meddra_soc": CLASSES,
            "adae": [
                {"AEBODSYS": "EYE DISORDERS", "AESOC": "Eyes"},
                {"AEBODSYS": "Skin disorders", "AESOC": "SKIN DISORDERS"},
            ],
        },
        fires=[1],
        variable="AESOC",
        value="Eyes",
        says="which is not a system organ class of MedDRA 27.1",
    ),
    # The class is recorded twice: one finding.
    Case(
        "term_not_in_meddra",
        {"meddra_version": MEDDRA, "meddra_soc": CLASSES, "adae": [{"AEBODSYS": "Eyes", "AESOC": "EYES"}]},
        fires=[1],
        variable="AEBODSYS",
    ),
    Case("term_not_in_meddra", {"adae": [{"AEDECOD": "Headache"}]}, fires=[], variable="AEDECOD"),
    Case(
        "llt_of_other_pt",
        {
            "meddra_pt": PREFERRED,
            "meddra_llt": LOWEST,
            "coded_event": [
                {"source_row": 1, "llt_code": 21, "pt_code": 12},
                {"source_row": 2, "llt_code": 21, "pt_code": 11},
                {"source_row": 3, "llt_code": 21},
            ],
            "adae": [{"AEDECOD": "Eye pain"}, {"AEDECOD": "Headache"}, {}],
        },
        fires=[1],
        variable="AEDECOD",
        value="Eye pain",
        says="'Head ache' belongs to the preferred term 'Headache', not to 'Eye pain'",
    ),
    Case(
        "llt_not_current",
        {
            "meddra_pt": PREFERRED,
            "meddra_llt": LOWEST,
            "coded_event": [{"source_row": 1, "llt_code": 21}, {"source_row": 2, "llt_code": 22}],
            "adae": [{"AELLT": "Head ache"}, {"AELLT": "CEPHALGY"}],
        },
        fires=[2],
        variable="AELLT",
        value="CEPHALGY",
        says="'Cephalgy' is not current",
    ),
    Case(
        "code_and_name_disagree",
        {
            "meddra_version": MEDDRA,
            "meddra_pt": PREFERRED,
            "adae": [
                {"AEPTCD": 11, "AEDECOD": "HEADACHE"},
                {"AEPTCD": 12, "AEDECOD": "Headache"},
                {"AEPTCD": 12},
                {"AEDECOD": "Headache"},
                # No term of the version: a finding of term_not_in_meddra.
                {"AEPTCD": 12, "AEDECOD": "Headaches"},
            ],
        },
        fires=[2],
        variable="AEPTCD",
        value="12",
        says="The code is the PT 'Eye pain', but the name beside it is 'Headache'; the code of 'Headache' is 11",
    ),
    Case(
        "code_and_name_disagree",
        {"meddra_version": MEDDRA, "meddra_pt": PREFERRED, "adae": [{"AESOCCD": 99}, {}]},
        fires=[1],
        variable="AESOCCD",
        value="99",
        says="not a SOC of MedDRA 27.1",
    ),
    Case("code_and_name_disagree", {"adae": [{"AESOCCD": 99}]}, fires=[], variable="AESOCCD"),
    Case(
        "code_and_name_disagree",
        {
            "meddra_version": MEDDRA,
            "meddra_hlgt": [{"hlgt_code": 31, "hlgt_name": "Eye NEC"}, {"hlgt_code": 32, "hlgt_name": "Pains"}],
            "adae": [{"AEHLGTCD": 31, "AEHLGT": "Eye NEC"}, {"AEHLGTCD": 31, "AEHLGT": "Pains"}],
        },
        fires=[2],
        variable="AEHLGTCD",
        value="31",
    ),
    placed(
        "hierarchy_not_in_meddra",
        [3],
        "AEBODSYS",
        [
            {"AEBODSYS": "EYE DISORDERS", "AEHLGT": "Eye NEC"},
            {"AEBODSYS": "Nervous system disorders", "AEHLT": "Pain"},
            {"AEBODSYS": "Skin disorders"},
            {},
            # No class of the version: a finding of term_not_in_meddra.
            {"AEBODSYS": "Eyes"},
        ],
        says="the primary path is 'Ocular', 'Eye NEC', 'Eye disorders'",
    ),
    placed(
        "hierarchy_not_in_meddra",
        [1],
        "AESOC",
        [{"AEBODSYS": "Eye disorders", "AESOC": "Skin disorders"}, {"AESOC": "Nervous system disorders"}],
        value="Skin disorders",
        does="Retained; counted under AEBODSYS",
    ),
    # Under the secondary class the groups of the primary path: that is secondary_class; a mixture of its own is not.
    placed(
        "hierarchy_not_in_meddra",
        [2],
        "AEHLGT",
        [
            {"AEBODSYS": "Nervous system disorders", "AEHLGT": "Eye NEC", "AEHLT": "Ocular"},
            {"AEBODSYS": "Nervous system disorders", "AEHLGT": "Eye NEC", "AEHLT": "Pain"},
        ],
        says="the path in its system organ class is 'Pain', 'Pains', 'Nervous system disorders'",
    ),
    # The group is one of the secondary path, the class that of the primary.
    placed("hierarchy_not_in_meddra", [1], "AEHLGT", [{"AEBODSYS": "Eye disorders", "AEHLGT": "Pains"}], value="Pains"),
    placed("hierarchy_not_in_meddra", [1], "AEHLT", [{"AEBODSYS": "Eye disorders", "AEHLT": "Pain"}], value="Pain"),
    placed(
        "secondary_class",
        [2],
        "AEBODSYS",
        [{"AEBODSYS": "Eye disorders"}, {"AEBODSYS": "Nervous system disorders"}, {"AEBODSYS": "Skin disorders"}, {}],
        value="Nervous system disorders",
        severity="warning",
        says="the primary is 'Eye disorders'",
    ),
    # The sponsor's class for the analysis; AESOC is the primary one, as CDISC wants it.
    placed(
        "secondary_class",
        [1],
        "AEBODSYS",
        [{"AEBODSYS": "Nervous system disorders", "AESOC": "EYE DISORDERS"}],
        severity="note",
        says="the primary, as in AESOC, is 'Eye disorders'",
    ),
    placed(
        "secondary_class",
        [1],
        "AESOC",
        [{"AEBODSYS": "Eye disorders", "AESOC": "Nervous system disorders"}],
        severity="warning",
        does="Retained; counted under AEBODSYS",
    ),
    Case(
        "query_algorithm_not_read",
        {
            "adae": [{}],
            "smq": [
                {"smq_code": 20000001, "smq_name": "X (SMQ)", "note": "its algorithm is not evaluated"},
                {"smq_code": 20000002, "smq_name": "Y (SMQ)"},
            ],
        },
        fires=[None],
        variable="AEDECOD",
        value="X (SMQ)",
        says="X (SMQ) (20000001): its algorithm is not evaluated",
    ),
    Case("query_algorithm_not_read", {"adae": [{}]}, fires=[], variable="AEDECOD"),
    Case(
        "query_term_not_in_meddra",
        {
            "adae": [{}],
            "meddra_version": MEDDRA,
            "meddra_pt": PREFERRED,
            "term_suggestion": [
                {"variable": "query", "term": "EAR PAIN", "suggestion": "Eye pain", "basis": "spelling"}
            ],
            "query": [{"query": "Pain (FMQ) broad", "name": "Pain"}],
            "query_term": [
                {"query": "Pain (FMQ) broad", "source": "FMQ", "term": "EYE PAIN", "version": "2024"},
                {"query": "Pain (FMQ) broad", "source": "FMQ", "term": "EAR PAIN", "version": "2024"},
                {"query": "Pain (FMQ) broad", "source": "SMQ", "term": "TOOTH PAIN", "version": "27.1"},
            ],
        },
        fires=[None],
        variable="AEDECOD",
        severity="note",
        value="EAR PAIN",
    ),
    Case("query_term_not_in_meddra", {"adae": [{}]}, fires=[], variable="AEDECOD"),
    # Eye pain is a term of MedDRA that nobody had; headache was recorded, migraine is what another name means.
    Case(
        "group_term_without_event",
        {
            "adae": [{"AEDECOD": "Headache"}, {"AEDECOD": "Sick headache"}],
            "coded_event": [{"source_row": 2, "pt_name": "MIGRAINE"}],
            "meddra_version": MEDDRA,
            "meddra_pt": PREFERRED,
            "term_group": [
                *({"term_group": "Aches", "term": term} for term in ("HEADACHE", "MIGRAINE", "TOOTHACHE", "EAR ACHE")),
                {"term_group": "Pain", "term": "EYE PAIN"},
            ],
        },
        fires=[None],
        variable="AEDECOD",
        severity="note",
        value="Aches",
        says="that no event has and that are not in MedDRA 27.1 (terms: 2): EAR ACHE, TOOTHACHE",
    ),
    Case(
        "group_term_without_event",
        {"adae": [{"AEDECOD": "Headache"}], "term_group": [{"term_group": "Aches", "term": "HEADACHE"}]},
        fires=[],
        variable="AEDECOD",
    ),
    Case(
        "grade_not_in_ctcae",
        {
            "adae": [{"AETOXGR": "4"}, {"AETOXGR": "3"}, {"AETOXGR": "4"}],
            "grade_text": [NAUSEA | {"source_row": 1}, NAUSEA | {"source_row": 2, "text": "Inadequate oral intake"}],
        },
        fires=[1],
        variable="AETOXGR",
        value="4",
        says="Nausea of CTCAE 5.0 (matched by AELLTCD) has the grades 1, 2, 3 only",
        does="counted with grade 4",
    ),
    Case(
        "grade_not_in_ctcae",
        {"adae": [{"AETOXGR": "4"}], "grade_text": [NAUSEA | THROUGH_PREFERRED_TERM | {"source_row": 1}]},
        fires=[1],
        variable="AETOXGR",
        value="4",
        severity="note",
        says="Other, specify",
    ),
    Case(
        "ctcae_version_not_known",
        {"adae": [{"AETOXGR": "4"}], "ctcae_version": [{"stated": "CTCAE v3.0"}]},
        fires=[None],
        variable="AETOXGR",
        value="CTCAE v3.0",
        severity="note",
        says="The study file has ctcae = 'CTCAE v3.0'; only the terms of 6.0, 5.0 and 4.03",
        does="1 grades counted",
    ),
    Case(
        "ctcae_version_not_known",
        {"adae": [{"AETOXGR": "4"}], "ctcae_version": [{"stated": None}], "lab_criterion": [{"version": "5.0"}]},
        fires=[None],
        variable="AETOXGR",
        value=None,
        severity="note",
        says="set [dictionary] ctcae",
    ),
    Case(
        "ctcae_version_not_known",
        {
            "adae": [{}],
            "ctcae_version": [{"stated": "4.0", "laboratory_stated": False}],
            "lab_criterion": [{"version": "5.0"}, {"version": "5.0"}],
        },
        fires=[None],
        variable="AVAL",
        value="4.0",
        says="laboratory results are graded by 5.0",
        does="graded by CTCAE 5.0",
    ),
    Case(
        "ctcae_version_not_known",
        {
            "adae": [{}],
            "ctcae_version": [{"stated": "4.0", "laboratory_stated": True}],
            "lab_criterion": [{"version": "5.0"}],
        },
        fires=[],
        variable="AVAL",
    ),
]
