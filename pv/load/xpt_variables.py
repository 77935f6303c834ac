"""What the descriptions of the variables of a SAS transport file say, and what they contradict."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_NUMERIC, _CHARACTER = 1, 2
#: A number has 2 to 8 bytes of the 8 that a mainframe's double precision has.
_SHORTEST, _LONGEST = 2, 8
_NORMALISED = 0x10  # at least: the first hexadecimal digit of a fraction is not 0


@dataclass(frozen=True)
class XptVariable:
    """One variable as its description (namestr) has it.

    Attributes:
        name: in upper or lower case, as it stands there.
        kind: 1 for numbers, 2 for text.
        length: bytes in an observation.
        position: byte of an observation at which it begins.
    """

    name: str
    kind: int
    length: int
    position: int

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers."""
        return self.kind == _NUMERIC


def variable(namestr: bytes) -> XptVariable:
    """Return the variable that a description of 136 or 140 bytes describes (TS-140, struct NAMESTR)."""
    return XptVariable(
        name=namestr[8:16].decode("latin-1").strip(" \0"),
        kind=int.from_bytes(namestr[0:2], "big"),
        length=int.from_bytes(namestr[4:6], "big"),
        position=int.from_bytes(namestr[84:88], "big"),
    )


def layout_fault(variables: Sequence[XptVariable]) -> str:
    """Return what contradicts itself in the descriptions, or "": each variable begins where the one before it ends."""
    end = 0
    for one in variables:
        if one.kind not in {_NUMERIC, _CHARACTER}:
            return f"describes {one.name} as of type {one.kind}, which is neither number (1) nor text (2)"
        if one.length == 0:
            return f"has columns without length, the first is {one.name}"
        if one.numeric and not _SHORTEST <= one.length <= _LONGEST:
            return f"describes {one.name} as a number of {one.length} bytes; a number has {_SHORTEST} to {_LONGEST}"
        if one.position != end:
            return (
                f"describes {one.name} at byte {one.position} of an observation, but the lengths of the variables "
                f"before it end at byte {end}"
            )
        end += one.length
    return ""


def no_number(fields: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Return which rows of bytes are no number: neither 0, nor missing, nor a normalised hexadecimal fraction.

    A mainframe's double precision has a sign and a power of 16 in the first byte and a fraction in the others, whose
    first hexadecimal digit is not 0. Missing is `.`, `_` or a letter, followed by zeros (TS-140).
    """
    first, second = fields[:, 0], fields[:, 1]
    no_fraction = ~fields[:, 1:].any(axis=1)
    zero = (first & 0x7F) == 0
    missing = (first == ord(".")) | (first == ord("_")) | ((first >= ord("A")) & (first <= ord("Z")))
    return np.where(no_fraction, ~(zero | missing), second < _NORMALISED)
