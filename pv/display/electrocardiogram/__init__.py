"""Electrocardiograms: QTcF by the categories of ICH E14."""
