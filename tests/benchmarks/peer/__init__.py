"""The monolith to compare with: one process, one database, no events to speak of."""
