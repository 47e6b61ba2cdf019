"""Barriers found by their words, in English and in Welsh.

From a text to its `words`, with those of the same notion (`kin`); from words to a query (`asking`)
of the `index`, which `keeping` has follow the barriers that are stored.
"""
