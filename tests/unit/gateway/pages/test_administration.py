"""What the page of administration says to whoever makes the day's figures by hand."""

import re

import pytest

from contracts.errors import Conflict
from gateway import languages, sessions

PUBLISHED = {"day": "2027-01-04", "councils": 6}
ALREADY = Conflict("The day has figures.", code="figures-already-published")
FEW = Conflict("Few have changed.", code="too-few-changed")


@pytest.mark.parametrize(
    ("language", "answer", "said"),
    [
        ("en", PUBLISHED, "Today’s figures are made."),
        ("en", ALREADY, "Today’s figures are made already."),
        ("en", FEW, "Wait until five or more councils have changed answers."),
        ("cy", FEW, "Arhoswch nes bod pump neu fwy o gynghorau wedi newid atebion."),
    ],
)
def test_who_makes_the_days_figures_reads_what_came_of_it(
    client, services, language, answer, said
) -> None:
    services.know("secret", "sector-body", "administrator", kind="session")
    services.answers["reporting.publish_figures"] = answer
    headers = {"cookie": f"{sessions.COOKIE}=secret; {languages.COOKIE}={language}"}
    page = client.get("/admin", headers=headers).text
    (token, *_) = re.findall(r'name="csrf_token" value="([^"]+)"', page)

    sent = client.post("/admin/figures", data={"csrf_token": token}, headers=headers)

    assert sent.status_code == 303
    assert said in client.get(sent.headers["location"], headers=headers).text
