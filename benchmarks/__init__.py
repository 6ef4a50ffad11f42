"""Benchmarks. Results are ratios of servers that ran in turn in one run, because machines are noisy."""
