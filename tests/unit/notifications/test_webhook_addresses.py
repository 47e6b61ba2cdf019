"""Where a webhook may be."""

from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.errors import Invalid
from services.notifications.domain.addresses import is_public, target_of
from services.notifications.posting.settings import webhooks_may_be_local

PRIVATE = [
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
    *("172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/4", "240.0.0.0/4"),
    *("::/128", "::1/128", "fc00::/7", "fe80::/10", "ff00::/8"),
]


@pytest.mark.parametrize("network", PRIVATE)
@given(data=st.data())
def test_no_address_that_only_we_can_reach_is_public(network, data):
    within = ip_network(network)
    address = data.draw(st.integers(int(within[0]), int(within[-1])))
    text = str(IPv4Address(address) if within.version == 4 else IPv6Address(address))

    assert not is_public(text)
    if within.version == 4:
        for wrapped in (f"::ffff:{text}", f"64:ff9b::{text}", f"::{text}"):
            assert not is_public(wrapped)
        six_to_four = IPv6Address(0x2002 << 112 | address << 80)
        assert not is_public(str(six_to_four))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "51.140.1.1"]
)
def test_what_anybody_reaches_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize("text", ["", "localhost", "169.254.169.254", "fe80::1%eth0", "1.2.3"])
def test_the_clouds_own_address_and_what_is_none_are_not_public(text):
    assert not is_public(text)


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.org/",
        "https://127.0.0.1/",
        "https://10.1.2.3/",
        "https://[::1]/",
        "https://[::ffff:169.254.169.254]/",
        "https://2130706433.0x7f/",
        "https://0x7f.1/",
        "https://hooks.example.org:22/",
        "https://hooks.example.org:99999/",
        "https://user:secret@hooks.example.org/",
        "https://hooks.example.org/#part",
        "https://a..b.example.org/",
    ],
)
def test_an_address_that_may_not_be_posted_to_is_refused(url):
    with pytest.raises(Invalid):
        target_of(url, may_be_local=False)


def test_an_address_says_what_the_request_and_its_host_are():
    target = target_of("https://bücher.example:8443/â?q=1&r=%20", may_be_local=False)

    assert target.authority == "xn--bcher-kva.example:8443"
    assert target.path == "/%C3%A2?q=1&r=%20"
    assert target_of("https://a.example", may_be_local=False).path == "/"


def test_local_addresses_are_fine_where_deployment_says_so():
    assert target_of("http://127.0.0.1:81/x", may_be_local=True).port == 81


@pytest.mark.parametrize(
    "told", [{}, {"WEBHOOKS_MAY_BE_LOCAL": ""}, {"WEBHOOKS_MAY_BE_LOCAL": "1"}]
)
def test_only_a_plain_yes_lets_webhooks_be_on_ones_own_machine(told):
    assert not webhooks_may_be_local(told)
    assert webhooks_may_be_local({"WEBHOOKS_MAY_BE_LOCAL": "yes"})
