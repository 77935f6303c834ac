"""What every table of the facts file has in common."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag

from pv.facts.printed import as_count_or_printed, as_estimate, as_number_or_printed, as_p_value, as_printed
from pv.toml.form import Form

Name = Annotated[str, Field(min_length=1)]
Count = Annotated[int, Field(ge=0)]
Printed = Annotated[str, BeforeValidator(as_printed)]
Estimate = Annotated[str, BeforeValidator(as_estimate)]
PValue = Annotated[str, BeforeValidator(as_p_value)]
#: A text was printed, and is held against the study; a number is what records are made with.
PrintedCount = Annotated[Count | str, BeforeValidator(as_count_or_printed)]
PrintedNumber = Annotated[float | str, BeforeValidator(as_number_or_printed)]
Positive = Annotated[float, Field(gt=0)]
Percent = Annotated[float, Field(ge=0, le=100)]
PrintedPercent = Annotated[
    Annotated[Percent, Tag("a number")] | Annotated[Printed, Tag("text")],
    # One form is looked at: a number that is too large is not said to be no text as well.
    Discriminator(lambda value: "text" if isinstance(value, str) else "a number"),
]
Grade = Annotated[int, Field(ge=1, le=5)]
Span = tuple[int, int]
Level = Literal["any", "SOC", "group", "PT"]
Variable = Annotated[str, Form(r"[A-Z][A-Z0-9]{0,7}", "at most 8 capital letters and digits, a letter first", "AGE")]
Label = Annotated[str, Field(min_length=1, max_length=40)]


class Part(BaseModel):
    """A table of the facts file: unknown keys and wrong types are errors, values do not change afterwards.

    The description of a field is what the reference page says of its key.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
