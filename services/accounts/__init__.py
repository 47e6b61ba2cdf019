"""Organisations, the people and programs that act for them, and how they prove it."""
