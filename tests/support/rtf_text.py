"""What an RTF document shows, read by the rules of RTF 1.9.1 and by nothing of the product."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

_TOKEN = re.compile(r"\\([a-zA-Z]+)(-?\d+)? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|([^\\{}\r\n])|[\r\n]+", re.DOTALL)
#: Groups that show nothing where they stand.
_UNSEEN = frozenset({"fonttbl", "colortbl", "stylesheet", "info"})
_SIGNS = {"tab": "\t", "line": " ", "chpgn": "#"}


class Token(NamedTuple):
    """A control word with its number, the code of a letter, a control sign, a brace or a letter."""

    word: str
    number: str
    code: str
    sign: str
    brace: str
    letter: str


@dataclass
class Part:
    """Rows and paragraphs of the body, the header of the page, or its footer."""

    rows: list[list[str]] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    text: str = ""

    def end(self, word: str) -> None:
        """End a paragraph, a cell or a row."""
        if word == "par":
            self.paragraphs.append(self._taken())
        elif word == "cell":
            self.cells.append(self._taken())
        else:
            self.rows.append(self.cells)
            self.cells = []

    def _taken(self) -> str:
        units, self.text = self.text, ""
        whole = units.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        return " ".join(whole.replace("\t", " \t ").split(" ")).strip()


@dataclass
class Section:
    """A section: what stands over and under each of its pages, and what stands on them."""

    header: Part = field(default_factory=Part)
    footer: Part = field(default_factory=Part)
    body: Part = field(default_factory=Part)


@dataclass(frozen=True)
class _State:
    """Where the text of a group goes ('' where it shows nothing), and how many letters follow a code in its place."""

    part: str = "body"
    instead: int = 1


def sections(text: str) -> list[Section]:
    """Return the sections of a document.

    Raises:
        AssertionError: a group is not closed, or one that was not opened is.
    """
    found, states, skip = [Section()], [_State()], 0
    for token in _tokens(text):
        if token.brace == "{":
            states.append(states[-1])
        elif token.brace:
            states.pop()
            assert states, "closed, but not open"
        elif token.word == "sect":
            found.append(Section())
        elif skip and (token.letter or token.code):
            skip -= 1
        else:
            states[-1] = _after(states[-1], token)
            if states[-1].part:
                _take(getattr(found[-1], states[-1].part), token)
                skip = states[-1].instead if token.word == "u" else 0
    assert len(states) == 1, "left open"
    return found


def _after(state: _State, token: Token) -> _State:
    """Return the state that a control word leaves."""
    if token.word in {"header", "footer"}:
        return _State(token.word, state.instead)
    if token.word in _UNSEEN or token.sign == "*":
        return _State("", state.instead)
    return _State(state.part, int(token.number)) if token.word == "uc" else state


def _take(part: Part, token: Token) -> None:
    """Add what a token shows to a part."""
    if token.word in {"par", "cell", "row"}:
        part.end(token.word)
    elif token.word == "u":
        part.text += chr(int(token.number) % 65536)
    else:
        own = token.sign if token.sign in {"\\", "{", "}"} else ""
        part.text += _SIGNS.get(token.word, token.letter) or own or (chr(int(token.code, 16)) if token.code else "")


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        yield Token(*(group or "" for group in match.groups()))
