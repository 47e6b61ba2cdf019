from dataclasses import replace

from services.barriers.domain import concerned
from services.barriers.domain.merges import Gone, Merging
from services.barriers.domain.support import support
from tests.unit.barriers.examples import AT
from tests.unit.barriers.examples import DURHAM as CALLER
from tests.unit.barriers.working import at_stage, make, met

DURHAM, GWYNEDD = CALLER.organisation, "GWN"
NOTHING: dict[str, bool] = {}


def test_who_raised_it_and_who_meets_it_hear_of_it_named_or_not() -> None:
    barrier = support(met(), GWYNEDD, AT).state

    hearing = concerned.councils(barrier, NOTHING, ())

    assert hearing.ours == tuple(sorted({*met().councils, GWYNEDD}))


def test_who_watches_it_hears_of_it_and_who_said_no_does_not() -> None:
    said = {**dict.fromkeys(met().councils, False), "XYZ": True, "ABC": False}

    hearing = concerned.councils(met(), said, (DURHAM, "GRP"))

    assert hearing == concerned.Hearing(ours=(), watching=("XYZ",), group=("GRP",))


def test_a_council_whose_voice_a_merge_moved_hears_of_it_still() -> None:
    gone = Gone("b2", "WB-2", "p", "the same", AT, "raised", frozenset({GWYNEDD}))
    merged = replace(met(), stage="merged", supporters=(), merging=Merging(gone))

    assert concerned.councils(merged, NOTHING, ()).ours == tuple(sorted({DURHAM, GWYNEDD}))


def test_of_one_told_in_confidence_only_its_council_hears() -> None:
    secret = replace(met(), audience="sector-body")
    said = {GWYNEDD: True}

    hearing = concerned.councils(secret, said, (GWYNEDD,))

    assert hearing == concerned.Hearing(ours=(DURHAM,), watching=(), group=())


def test_the_body_owes_an_answer_until_it_asks_for_facts() -> None:
    put = at_stage("with-body")

    assert concerned.asked(met()) is None
    assert concerned.asked(put) == put.case.body
    assert concerned.asked(make(put, "ask-for-facts")) is None
    assert concerned.bodies(put) == (put.case.body,)
