"""What a study file says of doses: how ADEX records them, and how they were planned."""

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from pv.study.setting.model import Days, Name, Part, Percent, Positive


def _kind(dose: object) -> str | None:
    """Return whether a planned dose is an amount or the name of a variable."""
    return "text" if isinstance(dose, str) else "a number" if isinstance(dose, int | float) else None


PlannedDose = Annotated[
    Annotated[Positive, Tag("a number")] | Annotated[Name, Tag("text")],
    Discriminator(
        _kind,
        custom_error_type="planned_dose",
        custom_error_message="it must be a number above 0, or the name of a variable of ADEX",
    ),
]


class DosingPart(Part):
    """How ADEX numbers cycles, and what counts as a change of doses."""

    cycle: Name | None = Field(
        default=None, description="The numeric variable of ADEX that numbers the cycles.", examples=["VISITNUM"]
    )
    delay_days: Days = Field(
        default=3,
        description="A cycle, or a dose of a daily treatment, is delayed that starts more than so many days late.",
    )
    reduction_percent: Percent = Field(
        default=0.0,
        description="A dose is reduced that is lower than the one before by more than this percentage of it: above 0 "
        "where amounts follow the weight of the subject.",
    )


class RegimenPart(Part):
    """The planned doses of a treatment: with them ADEX gives its dose intensity, relative to the plan, and its delays.

    Dose intensity is the cumulative dose by the weeks from the first dose to the end of the last cycle; relative dose
    intensity is its percentage of the planned one, the planned doses of a cycle by its weeks (Hryniuk and Bush 1984).
    """

    treatment: Name = Field(description="The treatment, EXTRT in any case.", examples=["ERIBULIN"])
    arm: Name | None = Field(
        default=None,
        description="The arm whose plan it is, where a treatment is planned otherwise in another; by default all arms.",
        examples=["Low dose"],
    )
    label: Name | None = Field(
        default=None, description="Its label in the report; by default EXTRT.", examples=["Eribulin"]
    )
    dose: PlannedDose = Field(
        description="The planned amount of one dose; or the numeric variable of ADEX with it, of which that of a "
        "subject's first dose counts.",
        examples=[1.4],
    )
    unit: Name = Field(description="The unit of the doses, EXDOSU in any case.", examples=["mg/m2"])
    doses: Annotated[int, Field(ge=1, le=1000)] = Field(default=1, description="Doses of a cycle.")
    cycle_days: Annotated[int, Field(ge=1, le=3660)] = Field(description="Days of a cycle.", examples=[21])
    record: Literal["dose", "cycle", "days"] = Field(
        default="dose",
        description="What a record of ADEX is: one dose, all doses of a cycle (EXDOSE is one of them), or the doses of "
        "each day from its start to its end.",
    )

    @property
    def planned_dose(self) -> str | None:
        """The variable of ADEX with the planned amount, where it is not the same for all."""
        return self.dose if isinstance(self.dose, str) else None
