"""What a study file says of the trial, its data, its subjects and its arms."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from pv.study.setting.model import Name, Part, Positive
from pv.toml.form import Form

Colour = Annotated[str, Form(r"#[0-9a-fA-F]{6}", "# and six hexadecimal digits", "#0f6fc6")]
#: With a leap year in four: a study or its facts may say otherwise.
DAYS_PER_YEAR = 365.25
Dataset = Literal[
    "adsl",
    "adae",
    "adex",
    "adlb",
    "advs",
    "adeg",
    "adtte",
    "adrs",
    "adjudication",
    "dm",
    "ae",
    "ex",
    "suppae",
    "suppdm",
    "ds",
    "dd",
    "lb",
    "vs",
    "eg",
    "rs",
]
Role = Literal["investigational", "comparator", "other"]


class StudyPart(Part):
    """What the trial is, and the day on which its data were cut."""

    id: Name = Field(description="The identifier of the study, as in STUDYID.", examples=["HYP-301"])
    title: Name = Field(
        description="The title shown in the report.", examples=["Drug X against placebo in hypertension"]
    )
    cutoff_date: date | None = Field(
        default=None,
        description="The day of the data cut-off. Events, doses, deaths, results and time after it are listed, not "
        "counted.",
        examples=[date(2026, 1, 31)],
    )
    after_cutoff: Literal["cut", "count"] = Field(
        default="cut", description="How records after the cut-off are handled: listed only, or counted as recorded."
    )
    note: str = Field(
        default="", description="A sentence shown below the title of the report.", examples=["Interim analysis"]
    )
    marking: str = Field(
        default="Confidential",
        description="What the head of every printed page says about the data.",
        examples=["Synthetic, not patient data"],
    )
    facts: str | None = Field(
        default=None,
        description="A file of published figures, from the study file. The report reconciles them with the computed "
        "ones.",
        examples=["facts.toml"],
    )


def _file(what: str, example: str) -> str | None:
    """Return the field of a dataset's file."""
    field: str | None = Field(default=None, description=f"The file of {what}.", examples=[example])
    return field


class DataPart(Part):
    """Where the data are, in which standard, and what is called otherwise in them.

    A dataset is found in the folder by its name, in any case and format; a file is named only where it is called
    otherwise.
    """

    folder: str = Field(
        default=".",
        description="The folder of the datasets, from the study file; with `--engine spark` also a URL that Spark "
        "reads, with Parquet files.",
        examples=["data"],
    )
    standard: Literal["adam", "sdtm"] | None = Field(
        default=None,
        description="The standard of the data; without it, it is told from the datasets that there are. From SDTM, "
        "the analysis datasets are derived.",
        examples=["adam"],
    )
    adsl: str | None = _file("ADSL, the subjects", "adsl.xpt")
    adae: str | None = _file("ADAE, the adverse events", "adae.xpt")
    adex: str | None = _file("ADEX, the doses", "adex.xpt")
    adlb: str | None = _file("ADLB, the laboratory results", "adlb.xpt")
    advs: str | None = _file("ADVS, the vital signs", "advs.xpt")
    adeg: str | None = _file("ADEG, the electrocardiograms", "adeg.xpt")
    adtte: str | None = _file("ADTTE, the times to events of endpoints", "adtte.xpt")
    adrs: str | None = _file("ADRS, the responses", "adrs.xpt")
    adjudication: str | None = _file("the adjudicated cases of special interest", "adjudication.csv")
    dm: str | None = _file("DM (SDTM), demographics", "dm.xpt")
    ae: str | None = _file("AE (SDTM), adverse events", "ae.xpt")
    ex: str | None = _file("EX (SDTM), exposure", "ex.xpt")
    suppae: str | None = _file("SUPPAE (SDTM), supplemental qualifiers of AE", "suppae.xpt")
    suppdm: str | None = _file("SUPPDM (SDTM), supplemental qualifiers of DM", "suppdm.xpt")
    ds: str | None = _file("DS (SDTM), disposition", "ds.xpt")
    dd: str | None = _file("DD (SDTM), death details", "dd.xpt")
    lb: str | tuple[Name, ...] | None = Field(
        default=None,
        description="The file of LB (SDTM), laboratory results; a list of files where LB is split.",
        examples=[("lbch.xpt", "lbhe.xpt")],
    )
    vs: str | None = _file("VS (SDTM), vital signs", "vs.xpt")
    eg: str | None = _file("EG (SDTM), results of electrocardiograms", "eg.xpt")
    rs: str | None = _file("RS (SDTM), responses of the disease", "rs.xpt")
    encoding: str | None = Field(
        default=None,
        description="The encoding of text in the files; by default it is detected.",
        examples=["windows-1252"],
    )
    missing: tuple[Name, ...] | None = Field(
        default=None,
        description="The texts that mean a missing value, instead of the usual ones (NA, N/A, NULL, NaN, a lone "
        "point). The usual ones are missing in CSV without quotation marks only, a study's own in every format and "
        "any case; an empty list: no text is missing.",
        examples=[("NA", "UNK")],
    )
    number_events: bool = Field(
        default=False, description="Whether events without AESEQ are numbered by their row, with a finding."
    )
    columns: dict[Dataset, dict[Name, Name]] = Field(
        default_factory=dict,
        description="By dataset: variable of the standard = column of the file, if it has another name.",
        examples=[{"adae": {"AEREL": "AERELINV"}}],
    )


class PopulationPart(Part):
    """Who is analysed, and by which treatment."""

    label: Name = Field(default="Safety analysis set", description="The label of the analysis set in the report.")
    flag: Name = Field(default="SAFFL", description="The ADSL variable that is Y for the subjects in the analysis set.")
    treatment: Name = Field(default="TRT01A", description="The ADSL variable with the actual treatment.")
    by: Literal["actual arm", "treatment received"] = Field(
        default="actual arm",
        description="What decides a subject's arm: the treatment variable, or the doses where all of them are of one "
        "other arm.",
    )
    leave_out_arms: tuple[Name, ...] = Field(
        default=(),
        description="Values of the treatment variable that are intentionally excluded from the analysis.",
        examples=[("Screen failure",)],
    )
    end_of_study: Name | None = Field(
        default=None,
        description="A date of ADSL on which a subject left the study, where EOSDT, RFPENDTC and LSTALVDT do not say "
        "it.",
        examples=["RFENDT"],
    )


class ArmPart(Part):
    """An arm of the study; the order of the arms is that of every table.

    An arm with `of` is pooled: the subjects of several arms shown together, each once, in addition to these. It is
    compared with the comparator as any other arm, unless they have subjects in common: such an arm has the role other.
    A pooled arm brings no term into a table with a threshold; listings, and plots with a point or bar for each subject,
    show subjects in their own arm.
    """

    name: Name = Field(
        description="The value of the treatment variable, as in the data; of a pooled arm a name of its own.",
        examples=["Placebo"],
    )
    of: tuple[Name, ...] | None = Field(
        default=None,
        description="The arms, by their names, that this arm pools; without it, it is an arm of the data.",
        examples=[("Low dose", "High dose")],
    )
    role: Role = Field(
        description="Its part in comparisons: every investigational arm is compared with the comparator. Of a pooled "
        "arm investigational, if nothing is said.",
        examples=["comparator"],
    )
    label: str = Field(
        default="", description="The label of the arm in the report; by default its name.", examples=["Placebo"]
    )
    colour: Colour | None = Field(
        default=None, description="The colour of the arm in charts; by default that of the theme.", examples=["#6b7280"]
    )
    treatment: tuple[Name, ...] = Field(
        default=(),
        description="The values of EXTRT that belong to the arm; without them, they are learnt from the doses of all "
        "subjects.",
        examples=[("PLACEBO",)],
    )

    @model_validator(mode="before")
    @classmethod
    def _pooled(cls, said: Any) -> Any:  # noqa: ANN401  # as the file has it
        """Return what is said of an arm; a pooled arm has a role, if none is said."""
        return {"role": "investigational", **said} if isinstance(said, Mapping) and "of" in said else said


class TimePart(Part):
    """How days become years and months."""

    days_per_year: Positive = Field(default=DAYS_PER_YEAR, description="Days in a year of exposure or of time at risk.")
    days_per_month: Positive = Field(default=DAYS_PER_YEAR / 12, description="Days in a month of treatment.")
