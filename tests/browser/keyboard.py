"""What somebody does who has a keyboard and no mouse."""

from tests.browser.visitor import Visitor

MOST_STEPS = 120
IS_FOCUSED = "(selector) => document.activeElement?.matches(selector) ?? false"
HAS_OUTLINE = """() => {
    const style = getComputedStyle(document.activeElement);
    return style.outlineStyle !== "none" || style.boxShadow !== "none";
}"""


def tab_to(visitor: Visitor, selector: str) -> None:
    """Presses Tab until what `selector` finds has the focus, and can be seen to have it."""
    for _ in range(MOST_STEPS):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate(IS_FOCUSED, selector):
            assert visitor.page.evaluate(HAS_OUTLINE), selector
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def pick(visitor: Visitor, name: str, value: str) -> None:
    """Chooses a radio button as a keyboard does: into the group, then along it."""
    tab_to(visitor, f'input[name="{name}"]')
    for _ in range(12):
        if visitor.page.evaluate(IS_FOCUSED, f'[value="{value}"]'):
            visitor.page.keyboard.press("Space")
            return
        visitor.page.keyboard.press("ArrowDown")
    raise AssertionError(f"no {value} in {name}")


def enter(visitor: Visitor, selector: str) -> None:
    """Presses Enter on what leads to another page."""
    tab_to(visitor, selector)
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
