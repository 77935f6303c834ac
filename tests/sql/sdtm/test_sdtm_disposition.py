"""The ends of ADSL, of DM and DS: of the treatment, of the study, of life."""

from small_sdtm import Row, made, values


def test_death_is_of_dm_then_of_ds() -> None:
    death = {"DSDECOD": "DEATH"}
    tables, findings = made(
        dm=[{"DTHFL": "Y", "DTHDTC": "2020-03-01"}, {"DTHDTC": "2020-03"}, {}, {}, {"DTHFL": "y"}, {"DTHFL": "Dead"}],
        ds=[
            death | {"USUBJID": "U1", "DSSTDTC": "2020-03-02"},
            # The treatment may have ended, by the death, with the last dose.
            death | {"USUBJID": "U3", "DSSTDTC": "2020-02-20", "DSSCAT": "STUDY TREATMENT"},
            death | {"USUBJID": "U3", "DSSTDTC": "2020-03-03", "DSSCAT": "STUDY PARTICIPATION"},
            {"USUBJID": "U4", "DSDECOD": "COMPLETED", "DSSTDTC": "2020-03-04"},
            death | {"USUBJID": "U5", "DSSTDTC": "2020-03-05", "DSSCAT": "STUDY TREATMENT"},
        ],
    )
    assert values(tables["adsl"], "DTHFL", "DTHDT") == [
        ("Y", "2020-03-01"),
        ("Y", None),
        ("Y", "2020-03-03"),
        (None, None),
        ("Y", "2020-03-05"),
        (None, None),
    ]
    found = findings.groupby("rule")["record_key"].apply(sorted).to_dict()
    assert found["death_not_flagged"] == ["USUBJID=U2", "USUBJID=U3"]
    assert found["incomplete_date"] == ["USUBJID=U2"]
    # A flag that is no flag is not read as one, and not passed over.
    assert values(findings[findings["rule"] == "in_codelist"], "record_key", "variable", "value", "severity") == [
        ("USUBJID=U6", "DTHFL", "Dead", "warning")
    ]


def test_a_death_in_other_words_is_counted_or_found() -> None:
    tables, findings = made(
        dm=[{} for _ in range(7)] + [{"DTHFL": "Y"}, {"USUBJID": "U8"}],
        ae=[{"USUBJID": "U6", "AEOUT": "FATAL"}],
        ds=[
            {"USUBJID": "U1", "DSDECOD": "DEATH DUE TO ADVERSE EVENT", "DSSTDTC": "2020-03-01"},
            {"USUBJID": "U2", "DSDECOD": "Died", "DSSTDTC": "2020-03-02"},
            {"USUBJID": "U3", "DSDECOD": "ADVERSE EVENT", "DSTERM": "Subject died at home"},
            {"USUBJID": "U4", "DSDECOD": "NO DEATH"},
            {"USUBJID": "U5", "DSDECOD": "COMPLETED", "DSTERM": "Completed"},
            # Dead by a fatal event and by DM.
            {"USUBJID": "U6", "DSDECOD": "OTHER", "DSTERM": "Deceased"},
            {"USUBJID": "U8", "DSDECOD": "OTHER", "DSTERM": "Deceased"},
        ],
    )
    assert [day for (day,) in values(tables["adsl"], "DTHDT")][:3] == ["2020-03-01", "2020-03-02", None]
    assert [flag for (flag,) in values(tables["adsl"], "DTHFL")] == ["Y", "Y", *[None] * 5, "Y", "Y"]
    found = findings[findings["rule"] == "death_not_counted"]
    assert values(found, "record_key", "variable", "severity") == [
        ("USUBJID=U3, DSSEQ=3", "DSTERM", "warning"),
        ("USUBJID=U4, DSSEQ=4", "DSDECOD", "warning"),
    ]
    told = findings[findings["rule"] == "death_not_flagged"].set_index("source_row")["message"].to_dict()
    assert {row: message.partition("although ")[2] for row, message in told.items()} == {
        1: "DSDECOD in DS is DEATH DUE TO ADVERSE EVENT",
        2: "DSDECOD in DS is Died",
        9: "another record of the subject in DM states the death",
    }


def test_ends_of_treatment_and_study() -> None:
    event = {"DSCAT": "DISPOSITION EVENT", "DSSTDTC": "2020-02-01"}
    tables, _ = made(
        dm=[{}, {}, {}],
        ex=[{"USUBJID": f"U{number}"} for number in (1, 2, 3)],
        ds=[
            event | {"DSDECOD": "ADVERSE EVENT", "DSSCAT": "STUDY TREATMENT"},
            event | {"DSDECOD": "COMPLETED", "DSSCAT": "STUDY PARTICIPATION", "DSSTDTC": "2020-03-01"},
            {"DSCAT": "PROTOCOL MILESTONE", "DSDECOD": "RANDOMIZED", "DSSTDTC": "2020-04-01"},
            event | {"USUBJID": "U2", "DSDECOD": "COMPLETED", "DSSCAT": "STUDY TREATMENT"},
            event | {"USUBJID": "U2", "DSDECOD": "LOST TO FOLLOW-UP", "DSSCAT": "STUDY PARTICIPATION"},
        ],
    )
    assert values(tables["adsl"], "EOTSTT", "DCTREAS", "EOSSTT", "DCSREAS", "EOSDT") == [
        ("DISCONTINUED", "ADVERSE EVENT", "COMPLETED", None, "2020-03-01"),
        ("COMPLETED", None, "DISCONTINUED", "LOST TO FOLLOW-UP", "2020-02-01"),
        ("ONGOING", None, "ONGOING", None, None),
    ]


def test_what_is_no_end_of_the_study() -> None:
    event = {"DSSTDTC": "2020-02-01"}
    tables, _ = made(
        dm=[{}, {}, {}, {}, {}],
        ex=[{"USUBJID": f"U{number}"} for number in (1, 2, 3, 4, 5)],
        ds=[
            # Milestones, told by their terms where there is no category.
            event | {"DSDECOD": "INFORMED CONSENT OBTAINED"},
            event | {"DSDECOD": "RANDOMIZED"},
            # The end of an epoch is not that of the study.
            event | {"USUBJID": "U2", "DSDECOD": "COMPLETED", "EPOCH": "SCREENING"},
            event | {"USUBJID": "U3", "DSDECOD": "SCREEN FAILURE", "EPOCH": "SCREENING"},
            event | {"USUBJID": "U4", "DSDECOD": "COMPLETED", "DSSCAT": "POST-TREATMENT FOLLOW-UP"},
            # Partial, and certainly later.
            event | {"USUBJID": "U5", "DSDECOD": "COMPLETED"},
            event | {"USUBJID": "U5", "DSDECOD": "DEATH", "DSSTDTC": "2020-03"},
        ],
    )
    assert values(tables["adsl"], "EOSSTT", "DCSREAS", "EOSDT", "EOTSTT") == [
        ("ONGOING", None, None, None),
        ("ONGOING", None, None, None),
        ("DISCONTINUED", "SCREEN FAILURE", "2020-02-01", None),
        ("COMPLETED", None, "2020-02-01", None),
        ("DISCONTINUED", "DEATH", None, None),
    ]


def test_without_ds_no_end_is_invented() -> None:
    tables, _ = made()
    assert not {"EOSSTT", "EOTSTT", "DCSREAS"} & set(tables["adsl"])


def test_of_ends_that_contradict_each_other_the_worst_counts_in_any_order() -> None:
    end = {"DSCAT": "DISPOSITION EVENT", "DSSCAT": "STUDY TREATMENT", "EPOCH": "TREATMENT"}
    records: list[Row] = [
        end | {"DSSEQ": 4, "DSDECOD": "COMPLETED", "DSSTDTC": "2024-04-01"},
        end | {"DSSEQ": 5, "DSDECOD": "ADVERSE EVENT", "DSSTDTC": "2024-03-01"},
        # A second reason, and the same reason on another day.
        end | {"USUBJID": "U2", "DSSEQ": 1, "DSDECOD": "PHYSICIAN DECISION", "DSSTDTC": "2024-04-01"},
        end | {"USUBJID": "U2", "DSSEQ": 2, "DSDECOD": "DEATH", "DSSTDTC": "2024-04-01"},
        end | {"USUBJID": "U2", "DSSEQ": 3, "DSDECOD": "DEATH", "DSSTDTC": "2024-03-31"},
        # Stopped in one epoch, completed the next: no contradiction, the last one counts.
        end | {"USUBJID": "U3", "DSDECOD": "LACK OF EFFICACY", "EPOCH": "TREATMENT 1", "DSSTDTC": "2024-03-01"},
        end | {"USUBJID": "U3", "DSDECOD": "COMPLETED", "EPOCH": "TREATMENT 2", "DSSTDTC": "2024-04-01"},
        # The same record twice says one thing.
        end | {"USUBJID": "U4", "DSDECOD": "COMPLETED", "DSSTDTC": "2024-04-01"},
        end | {"USUBJID": "U4", "DSDECOD": "COMPLETED", "DSSTDTC": "2024-04-01"},
    ]
    for ordered in (records, records[::-1]):
        tables, findings = made(dm=[{}] * 4, ds=ordered, ex=[{"USUBJID": f"U{place}"} for place in range(1, 5)])
        assert values(tables["adsl"], "EOTSTT", "DCTREAS") == [
            ("DISCONTINUED", "ADVERSE EVENT"),
            ("DISCONTINUED", "DEATH"),
            ("COMPLETED", None),
            ("COMPLETED", None),
        ]
        found = findings[findings["rule"] == "disposition_contradicts"].sort_values("record_key")
        assert values(found, "record_key", "value") == [
            ("USUBJID=U1, DSSEQ=4", "COMPLETED"),
            ("USUBJID=U2, DSSEQ=1", "PHYSICIAN DECISION"),
            ("USUBJID=U2, DSSEQ=3", "DEATH"),
        ]
        first = found.iloc[0]
        assert first["message"] == (
            "The end of the treatment is recorded as COMPLETED on 2024-04-01, and in another record "
            "(USUBJID=U1, DSSEQ=5) as ADVERSE EVENT on 2024-03-01"
        )
        assert first["action"].startswith("Retained; ADVERSE EVENT on 2024-03-01 is used")


def test_without_a_subcategory_the_epoch_decides() -> None:
    treated = {"DSCAT": "DISPOSITION EVENT", "EPOCH": "TREATMENT", "DSSTDTC": "2020-02-01"}
    followed = treated | {"EPOCH": "FOLLOW-UP", "DSSTDTC": "2020-03-01"}
    several: list[Row] = [
        treated | {"DSDECOD": "ADVERSE EVENT"},
        followed | {"DSDECOD": "COMPLETED"},
        # Still followed.
        treated | {"USUBJID": "U2", "DSDECOD": "COMPLETED", "EPOCH": "OPEN LABEL TREATMENT"},
        # The treatment is over where the follow-up was left, but nothing says how it ended.
        followed | {"USUBJID": "U3", "DSDECOD": "LOST TO FOLLOW-UP", "EPOCH": "POST-TREATMENT"},
    ]
    columns = ("EOTSTT", "DCTREAS", "EOSSTT", "DCSREAS", "EOSDT")
    for records in (several, several[::-1], [{**row, "DSCAT": None} for row in several]):
        tables, findings = made(dm=[{}] * 4, ds=records, ex=[{"USUBJID": f"U{place}"} for place in range(1, 5)])
        assert values(tables["adsl"], *columns) == [
            ("DISCONTINUED", "ADVERSE EVENT", "COMPLETED", None, "2020-03-01"),
            ("COMPLETED", None, "ONGOING", None, None),
            (None, None, "DISCONTINUED", "LOST TO FOLLOW-UP", "2020-03-01"),
            ("ONGOING", None, "ONGOING", None, None),
        ]
        assert "disposition_contradicts" not in set(findings["rule"])
    # Of a study that has no end but that of the treatment nothing says when its subjects left.
    tables, _ = made(ds=[treated | {"DSDECOD": "COMPLETED"}])
    assert values(tables["adsl"], *columns) == [("COMPLETED", None, None, None, None)]
    # A subcategory that says otherwise stands.
    tables, _ = made(ds=[treated | {"DSDECOD": "COMPLETED", "DSSCAT": "STUDY PARTICIPATION"}])
    assert values(tables["adsl"], *columns) == [(None, None, "COMPLETED", None, "2020-02-01")]


def test_one_event_a_subject_ends_the_study_in_whichever_epoch() -> None:
    # As in the pilot, whose ADSL has both as the end of the study.
    event = {"DSCAT": "DISPOSITION EVENT"}
    tables, _ = made(
        dm=[{}, {}],
        ds=[
            event | {"DSDECOD": "ADVERSE EVENT", "EPOCH": "TREATMENT", "DSSTDTC": "2020-02-01"},
            event | {"USUBJID": "U2", "DSDECOD": "COMPLETED", "EPOCH": "FOLLOW-UP", "DSSTDTC": "2020-03-01"},
        ],
    )
    assert values(tables["adsl"], "EOTSTT", "EOSSTT", "DCSREAS", "EOSDT") == [
        (None, "DISCONTINUED", "ADVERSE EVENT", "2020-02-01"),
        (None, "COMPLETED", None, "2020-03-01"),
    ]
