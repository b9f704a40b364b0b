"""Measurements: ratios within one run, medians, the machine stated. Nothing is asserted."""
