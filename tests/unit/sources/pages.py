"""Saved pages of our own making."""


def page(*titles: str) -> str:
    """A Daily Papers page with these titles."""
    papers = "".join(
        f"{title} at Dusk\n\nWe look at {title.lower()} for a whole evening, write down what moves, and"
        f" report how long {title.lower()} hold the attention of four patient observers.\n\n"
        for title in titles
    )
    return f"Daily Papers\n\nMar 18\n\n{papers}"
