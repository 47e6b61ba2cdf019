"""The sector's picture follows what happens, without a reload."""


def test_a_barrier_that_is_reported_appears_in_an_open_page(visit, council) -> None:
    nobody = visit()
    nobody.goto("/sector")
    total = nobody.page.locator("#sector-total")
    before = total.inner_text()
    nobody.page.evaluate("window.stillTheSamePage = true")
    with nobody.page.expect_response("**/sector/figures"):
        council.raise_barrier(
            f"{council.code} has no ladder", "The ladder was lent and not returned."
        )
    nobody.page.wait_for_function(
        "(before) => document.querySelector('#sector-total').innerText !== before", arg=before
    )
    assert nobody.page.evaluate("window.stillTheSamePage") is True
    nobody.sees("The figures have been brought up to date.")
    nobody.inspect()
