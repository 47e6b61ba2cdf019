"""The addresses of pages."""

from collections import Counter

from starlette.routing import Route

from gateway.pages import routes


def test_no_page_hides_another_one_at_its_address() -> None:
    addresses = Counter(
        (route.path, method)
        for route in routes
        if isinstance(route, Route)
        for method in route.methods or ()
    )

    assert [address for address, times in addresses.items() if times > 1] == []
