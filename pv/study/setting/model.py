"""What every table of the study file has in common."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from pv.toml.form import Form

Name = Annotated[str, Field(min_length=1)]
#: A name by which tables of results and displays know something.
Identifier = Annotated[
    str, Form(r"[a-z][a-z0-9_]*", "lower-case letters, digits and underscores, a letter first", "serious_grade3plus")
]
Level = Literal["any", "SOC", "HLGT", "HLT", "PT", "group", "SMQ", "query"]
Percent = Annotated[float, Field(ge=0, le=100)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Days = Annotated[int, Field(ge=0, le=36525)]


class Part(BaseModel):
    """A table of the study file: unknown keys and wrong types are errors, values do not change afterwards.

    The description of a field is what the starting file and the reference page say of its key; its example stands for
    the key wherever it has no default.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
