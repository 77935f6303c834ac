"""The datasets of synthetic records, their files and the study file that fits them."""
