"""What a study file can say of its laboratory results: how they are graded, and when they suggest liver injury."""

from typing import Annotated, Literal

from pydantic import Field

from pv.study.setting.model import Name, Part, Positive


class HysLawPart(Part):
    """When peaks of liver tests suggest drug-induced injury (Hy's law), in multiples of the upper limit of normal.

    FDA's guide writes both 'equal to or exceeding' and 'above' the thresholds, and looks for bilirubin within 30 days
    after the aminotransferase; other analysis plans take 14, 15 or 45.
    """

    aminotransferase: Positive = Field(default=3.0, description="The threshold of ALT or AST.")
    bilirubin: Positive = Field(default=2.0, description="The threshold of total bilirubin.")
    operator: Literal["at least", "above"] = Field(
        default="at least", description="Whether a peak equal to a threshold meets it, or must exceed it."
    )
    window_days: Annotated[int, Field(ge=0)] = Field(
        default=30, description="Days after the aminotransferase peak within which bilirubin is evaluated."
    )


class LaboratoryPart(Part):
    """How the results of ADLB or LB are graded: by CTCAE, from their values."""

    ctcae: Literal["4.03", "5.0", "6.0"] | None = Field(
        default=None,
        description="The version of CTCAE used to grade results; by default that of [dictionary], else 5.0.",
        examples=["5.0"],
    )
    unit_system: Literal["SI", "US"] = Field(
        default="SI",
        description="Which of the printed criteria are taken where CTCAE has two; results in known units are "
        "converted.",
    )
    parameters: dict[Name, Name] = Field(
        default_factory=dict,
        description="PARAMCD of the data = analyte of the criteria, if they differ.",
        examples=[{"HB": "HGB"}],
    )
    units: dict[Name, Name] = Field(
        default_factory=dict,
        description="PARAMCD = its unit, if no record states it.",
        examples=[{"HB": "g/L"}],
    )
    assume: tuple[Literal["symptoms", "physiologic consequences", "anticoagulation", "baseline above 5 x ULN"], ...] = (
        Field(
            default=(),
            description="What is assumed to be present if a grade depends on it and the value does not. By default "
            "nothing: the value alone decides, and the highest possible grade stands beside it.",
            examples=[("symptoms",)],
        )
    )
    extreme_values: bool = Field(
        default=True,
        description="Whether values that suggest a measurement error are findings, including those of ADVS.",
    )
    hys_law: HysLawPart = HysLawPart()
