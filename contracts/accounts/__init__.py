"""Councils, people, sessions and API keys."""
