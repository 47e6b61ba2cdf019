"""One event of every type as it might happen, with every field filled, for its golden file."""

from dataclasses import replace
from datetime import UTC, date, datetime

from contracts.accounts.bodies import BodyFacts, BodyName
from contracts.accounts.events import (
    ApiKeyCreated,
    ApiKeyRevoked,
    BodyChanged,
    BodyRegistered,
    CouncilChanged,
    CouncilFacts,
    CouncilRegistered,
    PersonDisabled,
    PersonRegistered,
    Place,
    SessionEnded,
    SessionStarted,
)
from contracts.assessment.events import (
    AnswerSaved,
    AssessmentReopened,
    AssessmentSubmitted,
    ModelPublished,
    SubmittedAnswer,
)
from contracts.barriers.events import (
    BarrierAcknowledged,
    BarrierAnswered,
    BarrierAppealed,
    BarrierAssigned,
    BarrierClockRanOut,
    BarrierClockRunsOutSoon,
    BarrierClosed,
    BarrierEscalated,
    BarrierFactsAsked,
    BarrierFactsSent,
    BarrierGaveBack,
    BarrierMerged,
    BarrierMergeDisputed,
    BarrierMergeUpheld,
    BarrierPutToBody,
    BarrierRaised,
    BarrierRaisedInConfidence,
    BarrierRedacted,
    BarrierReleaseRecorded,
    BarrierReleaseWithdrawn,
    BarrierReopened,
    BarrierResolved,
    BarriersLinked,
    BarriersUnlinked,
    BarrierSupportChanged,
    BarrierSupported,
    BarrierSupportWithdrawn,
    BarrierTakenUp,
    BarrierTookIn,
    BarrierUnmerged,
    ConfidentialBarrierMoved,
    CouncilJoinedGroup,
    CouncilLeftGroup,
    GroupBegun,
    GroupContactChanged,
    GroupLeadChanged,
    GroupMeetingChanged,
    GroupNoteAdded,
    GroupNoteRemoved,
    GroupPurposeChanged,
    QuestionAnswered,
    QuestionAsked,
    QuestionModerated,
    QuestionSettled,
    TaxonomyPublished,
    WorkaroundMarked,
    WorkaroundMarkWithdrawn,
    WorkaroundModerated,
    WorkaroundOffered,
    WorkaroundWithdrawn,
)
from contracts.barriers.words import Facets
from contracts.events import Event
from contracts.matching.events import (
    HelpOffered,
    HelpWithdrawn,
    ResourceChanged,
    ResourcePublished,
)
from contracts.notifications.events import (
    WebhookChanged,
    WebhookDeliverySkipped,
    WebhookEnded,
    WebhookFacts,
    WebhookPaused,
    WebhookRegistered,
    WebhookReplayed,
    WebhookResumed,
    WebhookSecretRotated,
    WebhookVerified,
)

AT = datetime(2027, 1, 4, 9, 30, 0, 125_000, tzinfo=UTC)
DUE = datetime(2027, 7, 4, 22, 59, 59, 999_000, tzinfo=UTC)
PERSON = "01a20a27-5b1c-7d0e-9c3f-2f6b8a4d1e70"
KEY = "01a20a27-6c2d-7e1f-8d40-306c9b5e2f81"
SESSION = "01a20a27-7d3e-7f20-9e51-417dac6f3092"
BARRIER = "01a20a27-8e4f-7031-af62-528ebd7041a3"
WORKAROUND = "01a20a27-af60-7253-9184-74a0df9263c5"
QUESTION = "01a20a27-b071-7364-a295-85b1e0a374d6"
ANSWER = "01a20a27-c182-7475-b3a6-96c2f1b485e7"
NOTE = "01a20a27-d293-7586-84b7-a7d302c596f8"
OTHER_BARRIER = "01a20a27-9f50-7142-8073-639fce8152b4"
RELEASE = "01a20a27-af60-7253-9174-74a0adf63b25"

ABOLISHED = CouncilFacts(
    code="ALL",
    name="Allerdale",
    official_name="Allerdale Borough Council",
    nation="England",
    region="North West",
    kind="NMD",
    kind_name="Non-metropolitan district",
    gss_code="E07000026",
    county="CMA",
    combined_authority="A combined authority",
    started=date(1974, 4, 1),
    ended=date(2023, 3, 31),
    successors=("CBL", "WAF"),
    current=False,
    place=Place(96_422, 1257.9, 54.65, -3.55, 3, "Mainly rural"),
)
GWYNEDD = CouncilFacts(
    code="GWN",
    name="Gwynedd",
    official_name="Cyngor Gwynedd",
    nation="Wales",
    region="Wales",
    kind="WPA",
    kind_name="Welsh principal area",
    gss_code="W06000002",
    started=date(1996, 4, 1),
    place=Place(117_400, 2534.9, 52.93, -3.98, 3, "Rural"),
)
VELINDRE = BodyFacts(
    "velindre-nhs-trust",
    BodyName("Velindre University NHS Trust", "Ymddiriedolaeth GIG Prifysgol Felindre"),
    "nhs",
    "health-board",
)

WEBHOOK = "0199a1d2-2b3c-7d4e-8f5a-6b7c8d9e0f1a"
WEBHOOK_FACTS = WebhookFacts("hooks.example.org", ("barriers.#",), 100)

EXAMPLES: tuple[Event, ...] = (
    BodyRegistered("velindre-nhs-trust", VELINDRE, AT),
    BodyChanged("velindre-nhs-trust", replace(VELINDRE, ended=True), AT),
    CouncilRegistered("GWN", GWYNEDD, AT),
    CouncilChanged("ALL", ABOLISHED, AT),
    PersonRegistered(PERSON, "GWN", "officer", AT),
    PersonDisabled(PERSON, AT),
    ApiKeyCreated(KEY, "GWN", "officer", AT),
    ApiKeyRevoked(KEY, AT),
    SessionStarted(SESSION, PERSON, AT),
    SessionEnded(SESSION, PERSON, AT),
    ModelPublished("improvement-and-innovation", 2, ("leadership", "data-and-insight"), AT),
    AnswerSaved("GWN", "leadership", 3, AT),
    AssessmentSubmitted(
        council="GWN",
        model="improvement-and-innovation",
        model_version=2,
        submission=1,
        answers=(
            SubmittedAnswer("leadership", "placed", 2, 4, "2028-03"),
            SubmittedAnswer("data-and-insight", "dont-know"),
        ),
        at=AT,
    ),
    AssessmentReopened("GWN", AT),
    ResourcePublished("peer-challenge", "Peer challenge", "Her gan gymheiriaid", AT),
    ResourceChanged("peer-challenge", "Peer challenge", "Her gan gymheiriaid", AT),
    HelpOffered("GWN", ("leadership",), 2, AT),
    HelpWithdrawn("GWN", AT),
    TaxonomyPublished("barriers", 3, AT),
    BarrierRaised(
        barrier=BARRIER,
        number="WB-7K3Q-9FD",
        title="Health and council records can not be linked – ni ellir eu cysylltu",
        facets=Facets(
            kind="data-sharing",
            bites_at="delivery",
            effect="stops",
            nature="real",
            nation="Wales",
            body="dhsc",
            law="Digital Economy Act 2017, part 5",
            characteristic="data-and-insight",
            from_level=3,
        ),
        council="GWN",
        supporters=1,
        at=AT,
    ),
    BarrierSupported(BARRIER, "GWN", 2, AT),
    BarrierSupportWithdrawn(BARRIER, None, 1, AT),
    BarrierAcknowledged(BARRIER, AT),
    BarrierTakenUp(BARRIER, PERSON, DUE, AT),
    BarrierAssigned(BARRIER, PERSON, AT),
    BarrierPutToBody(BARRIER, "dhsc", DUE, AT),
    BarrierAnswered(BARRIER, "dhsc", DUE, AT),
    BarrierFactsAsked(BARRIER, "dhsc", DUE, AT),
    BarrierFactsSent(BARRIER, "dhsc", DUE, AT),
    BarrierEscalated(BARRIER, "dhsc", DUE, AT),
    BarrierResolved(BARRIER, "workaround-found", AT),
    BarrierClosed(BARRIER, "withdrawn-by-all", AT),
    BarrierReopened(BARRIER, DUE, AT),
    BarrierAppealed(BARRIER, DUE, AT),
    BarrierClockRunsOutSoon(BARRIER, "with-body", DUE, AT),
    BarrierClockRanOut(BARRIER, "with-body", DUE, AT),
    BarrierRaisedInConfidence(BARRIER, AT),
    ConfidentialBarrierMoved(BARRIER, AT),
    BarrierRedacted(
        BARRIER, "[removed/tynnwyd] may not see", ("title", "story"), "personal-data", AT
    ),
    WorkaroundOffered(WORKAROUND, BARRIER, "Ask for consent once – gofyn unwaith", "GWN", AT),
    WorkaroundMarked(WORKAROUND, BARRIER, "GWN", True, 3, 1, AT),
    WorkaroundMarkWithdrawn(WORKAROUND, BARRIER, "GWN", 2, 1, AT),
    WorkaroundModerated(WORKAROUND, BARRIER, True, AT),
    WorkaroundWithdrawn(WORKAROUND, BARRIER, AT),
    GroupBegun(BARRIER, "GWN", AT),
    CouncilJoinedGroup(BARRIER, "ALL", 2, AT),
    GroupLeadChanged(BARRIER, "ALL", AT),
    GroupPurposeChanged(BARRIER, AT),
    GroupContactChanged(BARRIER, True, AT),
    GroupMeetingChanged(BARRIER, datetime(2027, 3, 2, 14, 0, tzinfo=UTC), AT),
    GroupNoteAdded(BARRIER, NOTE, AT),
    GroupNoteRemoved(BARRIER, NOTE, AT),
    CouncilLeftGroup(BARRIER, "ALL", 1, "GWN", AT),
    QuestionAsked(QUESTION, BARRIER, "GWN", AT),
    QuestionAnswered(QUESTION, BARRIER, ANSWER, "body", "GWN", "dhsc", AT),
    QuestionSettled(QUESTION, BARRIER, True, AT),
    QuestionModerated(QUESTION, BARRIER, ANSWER, True, AT),
    BarriersLinked(f"{BARRIER}.{OTHER_BARRIER}", BARRIER, OTHER_BARRIER, AT),
    BarriersUnlinked(f"{BARRIER}.{OTHER_BARRIER}", BARRIER, OTHER_BARRIER, AT),
    BarrierSupportChanged(BARRIER, "GWN", 2, AT),
    BarrierMerged(BARRIER, OTHER_BARRIER, "WB-0000-000", 0, AT),
    BarrierTookIn(BARRIER, OTHER_BARRIER, "WB-0000-000", 7, AT),
    BarrierUnmerged(BARRIER, OTHER_BARRIER, "WB-0000-000", "acknowledged", 3, AT),
    BarrierGaveBack(BARRIER, OTHER_BARRIER, "WB-0000-000", 5, AT),
    BarrierMergeDisputed(BARRIER, OTHER_BARRIER, "WB-0000-000", 1, AT),
    BarrierMergeUpheld(BARRIER, OTHER_BARRIER, "WB-0000-000", 0, AT),
    BarrierReleaseRecorded(
        RELEASE, BARRIER, "GWN", "money", 40_000, 65_000, date(2026, 12, 31), AT
    ),
    BarrierReleaseWithdrawn(RELEASE, BARRIER, None, AT),
    WebhookRegistered(WEBHOOK, "GWN", WEBHOOK_FACTS, PERSON, AT),
    WebhookVerified(WEBHOOK, AT),
    WebhookChanged(WEBHOOK, WEBHOOK_FACTS, verified=True, at=AT),
    WebhookPaused(WEBHOOK, "GWN", "failed-too-long", AT, "refused", AT),
    WebhookResumed(WEBHOOK, AT),
    WebhookSecretRotated(WEBHOOK, AT, AT),
    WebhookReplayed(WEBHOOK, "barriers-1042", "barriers-1100", AT),
    WebhookDeliverySkipped(WEBHOOK, "barriers-1042", AT),
    WebhookEnded(WEBHOOK, "GWN", "gone", AT),
)
