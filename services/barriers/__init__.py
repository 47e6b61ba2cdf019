"""Barriers that councils meet, and who meets them too."""
