"""The rules of notifications: no clock, no database, no broker."""
