"""What every table of the study file has in common."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Name = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Level = Literal["any", "SOC", "HLGT", "HLT", "PT", "group", "SMQ", "query"]


class Part(BaseModel):
    """A table of the study file: unknown keys and wrong types are errors, values do not change afterwards."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
