"""Dictionaries and queries of their terms: MedDRA, SMQs, medical queries."""
