"""Datasets from files and frames: one shape whatever the format."""

from pv.load.dataset import Dataset
from pv.load.find import find_dataset, list_datasets
from pv.load.frame import from_frame
from pv.load.read import read_dataset

__all__ = ["Dataset", "find_dataset", "from_frame", "list_datasets", "read_dataset"]
