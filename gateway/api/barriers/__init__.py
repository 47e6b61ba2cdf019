"""Barriers: one module for each noun."""

from types import ModuleType

from gateway.api.barriers import (
    barriers,
    casework,
    drafts,
    files,
    merges,
    moderation,
    releases,
    support,
    together,
)

NOUNS: dict[str, ModuleType] = {
    "Barrier drafts": drafts,
    "Barriers": barriers,
    "Casework": casework,
    "Barrier files": files,
    "What barriers released": releases,
    "Moderation": moderation,
    "Voices and news": support,
    "Merges": merges,
    "Working together": together,
}
