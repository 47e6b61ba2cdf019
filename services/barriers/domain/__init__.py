"""The rules of barriers."""
