"""The measure of the gates: mistakes that a gate must stop, and harmless edits that no gate may stop."""
