"""Synthetic records from published safety figures: `write_reconstruction(facts_file, folder)`."""

from pv.facts.read import read_facts
from pv.reconstruct.reconstruction import Reconstruction, reconstruct, write_reconstruction

__all__ = ["Reconstruction", "read_facts", "reconstruct", "write_reconstruction"]
