"""What a study file says of the way of the participants through the trial."""

from typing import Annotated

from pydantic import Field

from pv.study.setting.model import Name, Part


class FlowPart(Part):
    """The flow of participants (CONSORT): screened, randomised, treated, analysed, discontinued and why."""

    randomised: Name | None = Field(
        default=None,
        description="The [[analysis_set]] of the randomised subjects; the flow is shown where it is named.",
        examples=["itt"],
    )
    screened: Annotated[int, Field(ge=0)] | None = Field(
        default=None,
        description="How many subjects were screened, where ADSL has only the randomised; by default those of ADSL, if "
        "it has others too.",
        examples=[713],
    )
