"""The form that a text must have: a pattern for the program, words with an example for whoever reads of it."""

import re
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema


@dataclass(frozen=True)
class Form:
    """The form of a text, for `Annotated[str, Form(…)]`: a pattern alone would be shown as it is.

    Attributes:
        pattern: what the whole text matches.
        words: the same for a reader.
        example: a text of this form.
    """

    pattern: str
    words: str
    example: str

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return what holds a text to the form."""
        return core_schema.no_info_after_validator_function(self._held, handler(source))

    def _held(self, text: Any) -> Any:  # noqa: ANN401  # a text: pydantic has looked at it before
        if re.fullmatch(self.pattern, text) is None:
            raise PydanticCustomError("text_form", "{right}", {"right": f"{self.words}, such as {self.example!r}"})
        return text
