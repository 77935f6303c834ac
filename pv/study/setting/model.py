"""What every table of the study file has in common."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Name = Annotated[str, Field(min_length=1)]
Level = Literal["any", "SOC", "HLGT", "HLT", "PT", "group", "SMQ", "query"]


class Part(BaseModel):
    """A table of the study file: unknown keys and wrong types are errors, values do not change afterwards."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
