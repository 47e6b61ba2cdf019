"""Tracking numbers: short, easy to read out, and none that tells how many there are.

A number is six random symbols of Crockford's base 32 and a check symbol, ``WB-7K3Q-9FD``. The check
is Crockford's own (the value modulo 37, https://www.crockford.com/base32.html), which finds every
wrong symbol and every swap of neighbours; values whose check would be one of his five extra signs
are passed over, so that a number has letters and digits only.
"""

from contracts.errors import NotFound

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ_AS = str.maketrans("OIL", "011")
PREFIX = "WB"
LENGTH = 6
POSSIBLE = len(SYMBOLS) ** LENGTH
MODULUS = 37


class Mistyped(NotFound):
    code = "barrier-number-mistyped"
    message = "There is no such number. One of its characters may be mistyped."


def number_of(value: int) -> str | None:
    """The tracking number of a value below `POSSIBLE`, or None for one that is passed over."""
    check = value % MODULUS
    if check >= len(SYMBOLS):
        return None
    symbols = "".join(SYMBOLS[value >> 5 * place & 31] for place in reversed(range(LENGTH)))
    return written(symbols + SYMBOLS[check])


def read(text: str) -> str:
    """The number that somebody typed, in its one form, however they wrote it.

    Raises:
        Mistyped: it is no tracking number.
    """
    typed = "".join(sign for sign in text.upper() if sign not in " -")
    if len(typed) > LENGTH + 1:
        typed = typed.removeprefix(PREFIX)
    symbols = typed.translate(READ_AS)
    if len(symbols) != LENGTH + 1 or not set(symbols) <= set(SYMBOLS):
        raise Mistyped
    if value_of(symbols[:LENGTH]) % MODULUS != SYMBOLS.index(symbols[LENGTH]):
        raise Mistyped
    return written(symbols)


def value_of(symbols: str) -> int:
    value = 0
    for symbol in symbols:
        value = value << 5 | SYMBOLS.index(symbol)
    return value


def written(symbols: str) -> str:
    return f"{PREFIX}-{symbols[:4]}-{symbols[4:]}"
