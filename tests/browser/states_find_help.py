"""Find help in every state: the box, the list, a place, the sheet, a report."""

from tests.browser.screens import Screen
from tests.browser.state import GoThere, State, after, at
from tests.browser.town import Town


def looked_for(text: str) -> GoThere:
    """What the box of Find help answers."""

    def go(screen: Screen, town: Town) -> None:
        screen.visit("/digital-help/")
        screen.page.get_by_label("Where are you?").fill(text)
        screen.press("Find help near here")

    return go


def folds_open(screen: Screen, town: Town) -> None:
    screen.visit("/digital-help/?near=AB1-2&when=at&day=MO&hour=9")
    for fold in ("Choose what you need", "Look somewhere else"):
        screen.page.get_by_text(fold).click()


def moving_map(screen: Screen, town: Town) -> None:
    screen.visit("/digital-help/?near=AB1-2")
    screen.press("Show the map you can move")
    screen.page.locator(".ds-map--moving .ds-pin").first.wait_for()


def report_sent(screen: Screen, town: Town) -> None:
    screen.visit("/digital-help/hub-1/wrong/")
    screen.page.get_by_label("What is wrong?").fill("It is closed on Mondays.")
    screen.press("Send")


FIND_HELP = (
    State("find-help", "", at("/digital-help/")),
    State("find-help-empty", "", looked_for("")),
    State("find-help-not-understood", "", looked_for("xyzzy")),
    State("find-help-which", "", looked_for("hub")),
    State("find-help-results", "", at("/digital-help/?near=AB1-2")),
    State("find-help-second-page", "", at("/digital-help/?near=AB1-2&page=2")),
    State("find-help-filters", "", folds_open),
    State("find-help-moving-map", "", moving_map),
    State("find-help-nothing-fits", "", at("/digital-help/?near=AB1-2&kind=sim&language=ta&walk_in=1")),
    State("find-help-outside", "", at("/digital-help/?near=AB2")),
    State("find-help-everywhere", "", at("/digital-help/?near=everywhere")),
    State("find-help-closed-place", "", at("/digital-help/?near=old-library")),
    State("find-help-no-such-area", "", at("/digital-help/?near=nowhere", 404)),
    State("find-help-arabic", "", at("/ar/digital-help/?near=AB1-2")),
    State("find-help-polish", "", at("/pl/digital-help/?near=AB1-2")),
    State("place", "", at("/digital-help/hub-3/?near=AB1-2")),
    State("place-arabic", "", at("/ar/digital-help/hub-3/")),
    State("place-polish", "", at("/pl/digital-help/hub-3/")),
    State("place-unknown", "", at("/digital-help/quiet-library/")),
    State("place-closed", "", at("/digital-help/old-library/")),
    State("find-help-print", "", at("/digital-help/print/?near=AB1-2")),
    State("find-help-large-print", "", at("/digital-help/print/?near=AB1-2&size=large")),
    State("report", "", at("/digital-help/hub-1/wrong/")),
    State("report-error", "", after("/digital-help/hub-1/wrong/", "Send")),
    State("report-sent", "", report_sent),
)
