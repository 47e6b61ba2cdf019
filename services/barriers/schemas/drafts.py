"""A draft as its council reads it."""

from collections.abc import Iterable

from contracts.barriers import messages
from services.barriers.domain.drafts import Draft


def draft(draft: Draft, files: Iterable[messages.BarrierFile]) -> messages.Draft:
    return messages.Draft(
        id=draft.id,
        council=draft.council,
        typed=draft.typed,
        revision=draft.revision,
        changed_by=draft.by,
        changed=draft.at,
        files=tuple(files),
    )


def draft_summary(draft: Draft) -> messages.DraftSummary:
    return messages.DraftSummary(
        draft.id, (draft.typed.title or "").strip(), draft.revision, draft.by, draft.at
    )


def draft_saved(draft: Draft) -> messages.DraftSaved:
    """Without what was typed: the answer to a command is kept for a week, a draft may go sooner."""
    return messages.DraftSaved(draft.id, draft.revision, draft.at)
