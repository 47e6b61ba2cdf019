"""Posts that somebody waits for are few at a time: a silent address holds up nobody else."""

from contextlib import ExitStack

import pytest

from services.notifications.posting.aside import AT_ONCE, PostUnderWay, answers, waiting


def test_one_post_to_each_webhook_is_waited_for():
    aside: set[str] = set()
    with waiting(aside, "w1"), pytest.raises(PostUnderWay) as refusal, waiting(aside, "w1"):
        pass
    assert refusal.value.details["retry_after"] >= 1
    with waiting(aside, "w1"):
        pass


def test_so_many_are_waited_for_in_all():
    aside: set[str] = set()
    with ExitStack() as under_way:
        for number in range(AT_ONCE):
            under_way.enter_context(waiting(aside, f"w{number}"))
        with pytest.raises(PostUnderWay), waiting(aside, "another"):
            pass
    with waiting(aside, "another"):
        pass


@pytest.mark.parametrize(
    ("body", "right"),
    [
        (b'{"challenge": "abc"}', True),
        (b"abc", True),
        (b"abc\n", True),
        (b'{"challenge": "abd"}', False),
        (b'{"other": "abc"}', False),
        (b'["abc"]', False),
        (b"\xff", False),
        (b"", False),
    ],
)
def test_a_challenge_is_answered_by_itself_or_as_json(body, right):
    assert answers(body, "abc") is right
