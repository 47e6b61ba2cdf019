"""Barriers and the councils that meet them."""
