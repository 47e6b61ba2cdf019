"""In which order addresses are looked through."""


def names_first(path: str) -> list[bool]:
    """Sorts ``/barriers/drafts`` before ``/barriers/{barrier}``, which would take its requests."""
    return [part.startswith("{") for part in path.split("/")]
