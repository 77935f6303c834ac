"""What differs between two data cuts: records, the cells of every result table, and the records that moved them."""

from pv.difference.compare import compare
from pv.difference.cut import Cut
from pv.difference.cut_of_file import cut_of_file
from pv.difference.difference import Difference

__all__ = ["Cut", "Difference", "compare", "cut_of_file"]
