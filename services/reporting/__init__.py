"""The sector in figures, made of everybody's events."""
