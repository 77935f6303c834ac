"""A report page taken apart with the standard library's parser, for tests."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "input", "br", "img", "hr"})


@dataclass
class Element:
    """An element: its tag, attributes, children, and the text directly within."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def all(self, tag: str, **attributes: str) -> "list[Element]":
        """Return the elements below with a tag and attributes (`class_` for class: one of its words)."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                if child.tag == tag and child.has(attributes):
                    found.append(child)
                found += child.all(tag, **attributes)
        return found

    def one(self, tag: str, **attributes: str) -> "Element":
        """Return the only such element."""
        (found,) = self.all(tag, **attributes)
        return found

    def has(self, attributes: dict[str, str]) -> bool:
        """Return whether the element has these attributes."""
        return all(
            value in self.attributes.get("class", "").split()
            if name == "class_"
            else self.attributes.get(name.replace("_", "-")) == value
            for name, value in attributes.items()
        )

    @property
    def text(self) -> str:
        """All text within, spaces collapsed."""
        return " ".join(" ".join(self._texts()).split())

    @property
    def raw(self) -> str:
        """All text within, as it is."""
        return "".join(self._texts())

    def _texts(self) -> list[str]:
        return [text for child in self.children for text in ([child] if isinstance(child, str) else child._texts())]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack = [Element("document")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.stack[-1].children.append(element)
        if tag not in VOID:
            self.stack.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.stack[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if self.stack[-1].tag != tag:
            raise AssertionError(f"</{tag}> closes <{self.stack[-1].tag}>")
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        self.stack[-1].children.append(data)


def parse(page: str) -> Element:
    """Return the document of a page.

    Raises:
        AssertionError: an element is closed that was not open, or left open.
    """
    builder = _Builder()
    builder.feed(page)
    builder.close()
    if len(builder.stack) != 1:
        raise AssertionError(f"left open: {[element.tag for element in builder.stack]}")
    return builder.stack[0]


def table_rows(table: Element) -> list[list[str]]:
    """Return the texts of the body of a table, row by row."""
    return [
        [cell.text for cell in row.children if isinstance(cell, Element)]
        for body in table.all("tbody")
        for row in body.all("tr")
    ]
