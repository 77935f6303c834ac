"""Datasets in the shape of ADaM, made of domains of SDTM."""
