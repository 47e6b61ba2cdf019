"""The rules of accounts. No clock, no database, no broker."""
