"""The categories of events that a figure can count, and which contains which."""

import re
from dataclasses import dataclass

#: As every study calls it; the other categories of related events begin with `related_`.
SERIOUS_RELATED = "serious_related"
FLAGS = ("serious", "discontinuation", "interruption", "reduction")
#: A whole name, after `related_` is taken off.
_GRADE = re.compile(r"^grade([1-5])(plus)?$")


@dataclass(frozen=True, order=True)
class Category:
    """Events that are related (or regardless), of at least a grade, with a flag (or regardless).

    A fatal event is one of grade 5, and serious (ICH E2A).
    """

    related: bool = False
    grade: int = 1
    flag: str = ""

    def implies(self, other: "Category") -> bool:
        """Return whether every event of this category is also one of the other."""
        if self.related < other.related or self.grade < other.grade:
            return False
        return other.flag in ("", self.flag) or (other.flag == "serious" and self.grade == 5)  # noqa: PLR2004  # death

    def both(self, other: "Category") -> "Category":
        """Return the category of the events that are in both, where at most one of them has a flag."""
        return Category(self.related or other.related, max(self.grade, other.grade), self.flag or other.flag)

    @property
    def name(self) -> str:
        """Its name in a facts file."""
        base = self.flag or {1: "any", 5: "fatal"}.get(self.grade, f"grade{self.grade}plus")
        if not self.related:
            return base
        return {"any": "related", "serious": SERIOUS_RELATED}.get(base, f"related_{base}")


ANY = Category()
RELATED = Category(related=True)
FATAL = Category(grade=5)
RELATED_FATAL = Category(related=True, grade=5)


def parse(name: str) -> tuple[Category, bool] | None:
    """Return the category of a name, and whether it is exactly that grade as the worst; None for no category.

    Names: any, related, grade3plus, grade3 (the worst grade), serious, discontinuation, interruption, reduction, fatal;
    with `related_` before them among the related events only, but for serious_related, as every study spells it.
    """
    if name in ("related", SERIOUS_RELATED):
        return Category(related=True, flag="" if name == "related" else "serious"), False
    related = name.startswith("related_")
    base = name.removeprefix("related_")
    if match := _GRADE.match(base):
        exact = match[2] is None and match[1] != "5"
        return Category(related, int(match[1])), exact
    if base == "any" and not related:
        return ANY, False
    if base == "fatal":
        return Category(related, 5), False
    known = base in FLAGS and not (related and base == "serious")
    return (Category(related, 1, base), False) if known else None


def names() -> list[str]:
    """Return the names that a figure can use."""
    bases = [*FLAGS, "fatal", *(f"grade{grade}" for grade in range(1, 6)), *(f"grade{g}plus" for g in (2, 3, 4))]
    related = (SERIOUS_RELATED if base == "serious" else f"related_{base}" for base in bases)
    return ["any", "related", *bases, *related]
