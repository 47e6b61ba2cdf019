"""Waymark's ways of running: the local stack, containers."""
