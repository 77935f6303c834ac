"""The thresholds of potential Hy's law in words, and the window between the tests."""

from pv.display.contents import Contents
from pv.display.display import Absent
from pv.numbers.text import plain

NO_PEAKS = Absent("No subject has both an aminotransferase and a bilirubin result post-baseline.", said=False)


def thresholds(contents: Contents) -> tuple[str, str]:
    """Return the thresholds in words: 'ALT or AST ≥ 3', 'bilirubin ≥ 2'."""
    rule = contents.table("liver_rule").iloc[0]
    sign = "≥" if rule["inclusive"] else ">"
    return f"ALT or AST {sign} {plain(rule['aminotransferase'])}", f"bilirubin {sign} {plain(rule['bilirubin'])}"


def window_rule(contents: Contents) -> str:
    """Return when bilirubin is within the window."""
    days = int(contents.table("liver_rule")["window_days"].iloc[0])
    return (
        f"Within the window: bilirubin meets its threshold on the day that ALT or AST does, or up to {days} days later."
    )
