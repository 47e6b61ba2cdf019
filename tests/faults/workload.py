"""Many councils that answer, submit, raise, support and offer help at once, while faults strike.

Meanwhile analysts merge barriers and part them again, and put others to a body, which answers.
"""

import asyncio
import random
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import yaml

from contracts.accounts.bodies import ChangeBody, GivenName, RegisterBody
from contracts.accounts.messages import ImportCouncils, RegisterPerson, SignIn, SignOut
from contracts.assessment.messages import (
    PublishModel,
    ReopenAssessment,
    SaveAnswer,
    SubmitAssessment,
)
from contracts.barriers.messages import (
    AcknowledgeBarrier,
    AnswerBarrier,
    GetBarrier,
    MergeBarrier,
    PublishTaxonomy,
    PutToBody,
    RaiseBarrier,
    SupportBarrier,
    TakeUpBarrier,
    UnmergeBarrier,
    WithdrawSupport,
)
from contracts.callers import ANONYMOUS, Caller
from contracts.errors import Invalid, Stale
from contracts.matching.messages import OfferHelp, PublishResources, WithdrawHelp
from contracts.notifications.messages import ChangeWebhook, RegisterWebhook
from deploy.local.environment import PROJECT
from tests.faults.asking import CarefulClient
from tests.journeys.councils import new_code, register, row
from tests.services.asking import ADMINISTRATOR, ANALYST, lead, officer

CONTENT = PROJECT / "content"
MODEL = (CONTENT / "models" / "improvement-and-innovation.yaml").read_text()
TAXONOMY = (CONTENT / "barriers" / "taxonomy.yaml").read_text()
CHARACTERISTICS: list[str] = [each["id"] for each in yaml.safe_load(MODEL)["characteristics"]]
KINDS = ("legal", "partnership", "funding", "procurement")
BODY = "dwp"
RESPONDER = Caller("a responder", BODY, "responder", "Rae Responder")
HOOK = "https://hooks.example.org/waymark"
THINK_SECONDS = 0.15


def documents(folder: str) -> list[str]:
    return [path.read_text() for path in sorted(Path(CONTENT / folder).glob("*.yaml"))]


@dataclass
class Workload:
    """Councils with codes of their own, so that several loads can share a platform."""

    client: CarefulClient
    random: random.Random
    councils: list[str] = field(default_factory=list)
    barriers: list[str] = field(default_factory=list)
    bodies: dict[str, int] = field(default_factory=dict)
    webhooks: dict[str, str] = field(default_factory=dict)

    async def prepare(self, councils: int) -> None:
        """Registers the councils."""
        self.councils = [new_code() for _ in range(councils)]
        await self._import()

    async def publish(self) -> None:
        """The content, once for a platform."""
        await self.client("assessment", "publish_model", PublishModel(MODEL), ADMINISTRATOR)
        await self.client("barriers", "publish_taxonomy", PublishTaxonomy(TAXONOMY), ADMINISTRATOR)
        body = RegisterBody(BODY, GivenName("A body", "Corff"), "department")
        await self.client("accounts", "register_body", body, ADMINISTRATOR)
        for document in documents("resources"):
            resources = PublishResources(document)
            await self.client("matching", "publish_resources", resources, ADMINISTRATOR)

    async def run(self, stopped: asyncio.Event) -> None:
        """Everybody is at it until `stopped`, and ends what is in hand."""
        async with asyncio.TaskGroup() as everybody:
            for council in self.councils:
                everybody.create_task(self._live(council, stopped))
            everybody.create_task(self._administer(stopped))
            everybody.create_task(self._analyse(stopped))

    async def _live(self, council: str, stopped: asyncio.Event) -> None:
        supported: set[str] = set()
        revisions = dict.fromkeys(CHARACTERISTICS, 0)
        version = offer = 0
        while not stopped.is_set():
            for characteristic in CHARACTERISTICS:
                version = await self._answer(council, characteristic, revisions)
                if self.random.random() < 0.3:
                    offer = await self._help(council, offer)
                if self.random.random() < 0.3:
                    await self._raise(council, supported)
                else:
                    await self._support(council, supported)
                if stopped.is_set():
                    return
            version = await self._submit(council, version)

    async def _answer(self, council: str, characteristic: str, revisions: dict[str, int]) -> int:
        await self._think()
        present = revisions[characteristic]
        answer = SaveAnswer(
            council,
            characteristic,
            "placed",
            current=present % 4 + 1,  # another one each time
            target=5,
            confidence="high",
            revision=present,
        )
        saved = await self.client("assessment", "save_answer", answer, officer(council))
        revisions[characteristic] = present + 1
        version: int = saved["version"]
        return version

    async def _submit(self, council: str, version: int) -> int:
        await self._think()
        submission = SubmitAssessment(council, version)
        submitted = await self.client("assessment", "submit", submission, lead(council))
        opening = ReopenAssessment(council, submitted["version"])
        reopened = await self.client("assessment", "reopen", opening, lead(council))
        again: int = reopened["version"]
        return again

    async def _help(self, council: str, version: int) -> int:
        """Offers, or withdraws what it offered the time before."""
        await self._think()
        if version % 2:
            withdrawal = WithdrawHelp(council, version)
            done = await self.client("matching", "withdraw_help", withdrawal, lead(council))
        else:
            wanted = (self.random.choice(CHARACTERISTICS),)
            offer = OfferHelp(council, wanted, version=version)
            done = await self.client("matching", "offer_help", offer, lead(council))
        again: int = done["version"]
        return again

    async def _raise(self, council: str, supported: set[str]) -> None:
        await self._think()
        title = f"{council} has met this for the {len(self.barriers)}th time"
        raised = await self._raised(council, title)
        self.barriers.append(raised)
        supported.add(raised)

    async def _raised(self, council: str, title: str) -> str:
        barrier = RaiseBarrier(
            council,
            title=title,
            story="It is in the way of a load test.",
            kind=self.random.choice(KINDS),
            named=False,
        )
        raised = await self.client("barriers", "raise_barrier", barrier, officer(council))
        return str(raised["id"])

    async def _support(self, council: str, supported: set[str]) -> None:
        await self._think()
        if not self.barriers:
            return
        # Most go for the newest ones, so that many change the same barrier at once.
        barrier = self.random.choice(self.barriers[-5:])
        if barrier in supported:
            leaving = WithdrawSupport(barrier, council)
            await self.client("barriers", "withdraw_support", leaving, officer(council))
            supported.discard(barrier)
            return
        joining = SupportBarrier(barrier, council)
        await self.client("barriers", "support", joining, officer(council))
        supported.add(barrier)

    async def _administer(self, stopped: asyncio.Event) -> None:
        """The register changes, people come and sign in, and barriers are read."""
        for number in count():
            if stopped.is_set():
                return
            await self._think()
            council = self.councils[number % len(self.councils)]
            await self._import(population=f"{200_000 + number}.0")
            await self._come_and_go(council, number)
            await self._rename_a_body(number)
            await self._rename_a_webhook(council, number)
            if self.barriers:
                await self._acknowledge(self.random.choice(self.barriers))

    async def _rename_a_body(self, number: int) -> None:
        """Two of them by turns; barriers hears of each change."""
        body, name = f"{self.councils[0].lower()}-{number % 2}", GivenName(f"No. {number}", "Rhif")
        if body not in self.bodies:
            wanted = RegisterBody(body, name, "other")
            done = await self.client("accounts", "register_body", wanted, ADMINISTRATOR)
        else:
            change = ChangeBody(body, name, "other", version=self.bodies[body])
            done = await self.client("accounts", "change_body", change, ADMINISTRATOR)
        self.bodies[body] = done["version"]

    async def _rename_a_webhook(self, council: str, number: int) -> None:
        """Of a council; its address is never verified, so nothing is posted there."""
        if council not in self.webhooks:
            wanted = RegisterWebhook(HOOK, "No. 0")
            # Without a key, for its answer has a secret in it, which the record has not.
            made = await self.client.without_key(
                "notifications", "register_webhook", wanted, lead(council)
            )
            self.webhooks[council] = made["webhook"]["id"]
        change = ChangeWebhook(self.webhooks[council], HOOK, f"No. {number + 1}", ("barriers.#",))
        await self.client("notifications", "change_webhook", change, lead(council))

    async def _analyse(self, stopped: asyncio.Event) -> None:
        """On barriers that nobody else is at, so that what must come of it is known."""
        for number in count():
            if stopped.is_set():
                return
            await self._think()
            one, other, third = self.random.sample(self.councils, 3)
            await self._merge(number, one, other, third)
            await self._put_to_body(await self._raised(one, f"{one} asks a body, {number}"))

    async def _merge(self, number: int, one: str, other: str, third: str) -> None:
        """Two barriers that have a council in common; half of them are parted again, and a voice
        that came meanwhile stays where it was given."""
        gone = await self._raised(one, f"{one} and {other} say the same, {number}")
        into = await self._raised(other, f"{other} and {one} say the same, {number}")
        for barrier in (gone, into):
            await self.client("barriers", "support", SupportBarrier(barrier, third), officer(third))
        merge = MergeBarrier(gone, into, "They say the same thing.", await self._version(gone))
        await self.client("barriers", "merge", merge, ANALYST)
        if number % 2:
            await self.client("barriers", "support", SupportBarrier(into, one), officer(one))
            parting = UnmergeBarrier(gone, await self._version(gone))
            await self.client("barriers", "unmerge", parting, ANALYST)

    async def _put_to_body(self, barrier: str) -> None:
        """Until the body has answered."""
        version = await self._version(barrier)
        for step in (AcknowledgeBarrier(barrier, version), TakeUpBarrier(barrier, version + 1)):
            method = "take_up" if isinstance(step, TakeUpBarrier) else "acknowledge"
            await self.client("barriers", method, step, ANALYST)
        letter = PutToBody(barrier, BODY, f"Please change it: {barrier}", version + 2)
        while not await self._heard_of_the_body(letter):
            await self._think()
        answer = AnswerBarrier(barrier, f"We will: {barrier}", version=version + 3)
        await self.client("barriers", "answer", answer, RESPONDER)

    async def _heard_of_the_body(self, letter: PutToBody) -> bool:
        """Whether barriers took the letter: before it has heard of the body, it knows of none."""
        try:
            await self.client("barriers", "put_to_body", letter, ANALYST)
        except Invalid:
            return False
        return True

    async def _version(self, barrier: str) -> int:
        read = await self.client.read("barriers", "barrier", GetBarrier(barrier), ANALYST)
        version: int = read["version"]
        return version

    async def _come_and_go(self, council: str, number: int) -> None:
        """Somebody new signs in and, half of them, out."""
        email, password = f"lead-{number}@{council.lower()}.example.org", "a long password"
        person = RegisterPerson(email, "A Lead", council, "lead", password)
        await self.client("accounts", "register_person", person, ADMINISTRATOR)
        signing_in = SignIn(email, password)
        signed = await self.client.without_key("accounts", "sign_in", signing_in, ANONYMOUS)
        if number % 2:
            await self.client("accounts", "sign_out", SignOut(signed["secret"]), ANONYMOUS)

    async def _acknowledge(self, barrier: str) -> None:
        """Once, and not where a council came in between: then it would have to be read again."""
        read = await self.client.read("barriers", "barrier", GetBarrier(barrier), ANALYST)
        if read["stage"] != "raised":
            return
        reading = AcknowledgeBarrier(barrier, read["version"])
        with suppress(Stale):
            await self.client("barriers", "acknowledge", reading, ANALYST)

    async def _import(self, population: str = "150000.0") -> None:
        rows = (row(code, **{"pop-2020": population}) for code in self.councils)
        table = ImportCouncils(register=register(*rows).decode())
        await self.client("accounts", "import_councils", table, ADMINISTRATOR)

    async def _think(self) -> None:
        await asyncio.sleep(self.random.uniform(0, 2 * THINK_SECONDS))
