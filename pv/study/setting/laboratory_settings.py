"""What a study file can say of its laboratory results: how they are graded, and when they suggest liver injury."""

from typing import Annotated, Literal

from pydantic import Field

from pv.study.setting.model import Name, Part

Multiple = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class HysLawPart(Part):
    """When peaks of liver tests suggest drug-induced injury, in multiples of the upper limit of normal.

    FDA's guide writes both 'equal to or exceeding' and 'above' the thresholds, and looks for bilirubin within 30 days
    after the aminotransferase; other analysis plans take 14, 15 or 45.
    """

    aminotransferase: Multiple = 3.0
    bilirubin: Multiple = 2.0
    operator: Literal["at least", "above"] = "at least"
    window_days: Annotated[int, Field(ge=0)] = 30


class LaboratoryPart(Part):
    """How laboratory results are graded: the version of CTCAE, the units of its criteria, the parameters of ADLB.

    Without `ctcae` the version is that of `[dictionary]`, or 5.0 where that names none that is shipped.
    `parameters` maps a PARAMCD of the data to an analyte of `schemas/laboratory/analyte.csv` where they differ; `units`
    says the unit of a PARAMCD where no record does. `assume` names what is taken to be present where a grade needs it
    and the value does not tell: with symptoms a lipase of 4 x ULN is grade 3, without them grade 2. By default nothing
    is: the grade is the one that the value alone supports, and the highest possible one stands beside it.
    """

    ctcae: Literal["4.03", "5.0", "6.0"] | None = None
    unit_system: Literal["SI", "US"] = "SI"
    parameters: dict[Name, Name] = Field(default_factory=dict)
    units: dict[Name, Name] = Field(default_factory=dict)
    assume: tuple[
        Literal["symptoms", "physiologic consequences", "anticoagulation", "baseline above 5 x ULN"], ...
    ] = ()
    extreme_values: bool = True
    hys_law: HysLawPart = HysLawPart()
