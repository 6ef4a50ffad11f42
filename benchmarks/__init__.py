"""Measurements, as ratios of things that ran in turn in one run; machines are noisy."""
