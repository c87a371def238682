"""What a state of a page is, and the two commonest ways to it."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.browser.screens import Screen
from tests.browser.town import Town

GoThere = Callable[[Screen, Town], None]


@dataclass(frozen=True)
class State:
    """One page in one state: who looks (a name in the town; empty: nobody is signed in), and how they get there."""

    name: str
    who: str
    go: GoThere

    def __str__(self) -> str:
        return self.name


def at(path: str, status: int = 200) -> GoThere:
    """An address, filled in from the town."""

    def go(screen: Screen, town: Town) -> None:
        response = screen.visit(path.format(town=town))
        assert response.status == status, f"{response.url} answered {response.status}"

    return go


def after(path: str, *presses: str) -> GoThere:
    """An address, and what is pressed there one after the other."""

    def go(screen: Screen, town: Town) -> None:
        screen.visit(path.format(town=town))
        for name in presses:
            screen.press(name)

    return go
