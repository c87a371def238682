"""What is measured from outside, of the site as it is served."""

import re
import threading
import time
from itertools import cycle, islice
from typing import Any

from tests.performance.bench.browser import Connection
from tests.performance.bench.figures import measure, milliseconds, summary
from tests.performance.bench.points import LOAD, PAGES

CONNECTIONS = 8
PATHS = {"load_healthz": "/healthz", "load_home": "/", "load_learn": "/learn/", "load_team": "/team/"}
FIELD = re.compile(r'name="(\w+)"[^>]*?value="([^"]*)"')
CHROMIUM = "/usr/bin/chromium"


def time_pages(port: int, sessions: dict[str, str], named: dict[str, str]) -> dict[str, Any]:
    """Each page, one request after the other over one connection: HTML only. The floor: a view that does nothing."""
    trivial = Connection(port)
    found = {"trivial_view": summary(measure(lambda: trivial.get("/healthz")))}
    for point in PAGES:
        connection, path = Connection(port, sessions.get(point.who, "")), point.path.format(**named)
        found[point.key] = summary(measure(lambda c=connection, p=path: c.get(p)), bytes=connection.get(path).size)
    return found


def time_assessments(port: int, sessions: list[str], right: list[str]) -> dict[str, Any]:
    """Everything somebody's browser asks for from "Start" to the result, for one person after another."""
    taken = [_take_assessment(Connection(port, session), frozenset(right)) for session in sessions]
    return summary([seconds for seconds, _ in taken], requests=taken[0][1])


def _take_assessment(browser: Connection, right: frozenset[str]) -> tuple[float, int]:
    """Seconds spent waiting for the site, and requests made."""
    spent, requests = 0.0, 0

    def ask(act, *arguments: Any, **fields: Any):
        nonlocal spent, requests
        start = time.perf_counter()
        answer = act(*arguments, **fields)
        spent, requests = spent + time.perf_counter() - start, requests + 1
        return answer

    start = FIELD.findall(ask(browser.get, "/learn/assisted/check/").body.decode())
    answer = ask(browser.post, "/learn/assisted/check/", **_kept(start, "client_id"))
    while "/answers/" not in answer.location:
        where = answer.location
        fields = FIELD.findall(ask(browser.get, where).body.decode())
        chosen = [value for name, value in fields if name == "answer" and value in right]
        answer = ask(browser.post, where, **_kept(fields, "attempt"), answer=chosen)
    fields = FIELD.findall(ask(browser.get, answer.location).body.decode())
    answer = ask(browser.post, answer.location, **_kept(fields, "attempt"))
    ask(browser.get, answer.location)
    if "/result/" not in answer.location:
        raise RuntimeError("The assessment did not end with a result.")
    return spent, requests


def _kept(fields: list[tuple[str, str]], name: str) -> dict[str, str]:
    return {key: value for key, value in fields if key == name}


def time_load(port: int, crowd: list[str], seconds: float) -> dict[str, Any]:
    """Requests a second with eight connections at once, each page for some seconds, over many signed-in people.

    The load comes from the same processors, so both share them; the trivial view says how much is left.
    """
    return {point.key: _load(port, PATHS[point.key], crowd, seconds) for point in LOAD}


def _load(port: int, path: str, crowd: list[str], seconds: float) -> dict[str, Any]:
    times: list[float] = []
    end = time.perf_counter() + seconds

    def ask_until_the_end(sessions: list[str]) -> None:
        browser = Connection(port)
        for session in cycle(sessions):
            browser.headers["Cookie"] = f"sessionid={session}"
            start = time.perf_counter()
            if start >= end:
                return
            browser.get(path)
            times.append(time.perf_counter() - start)

    shares = [list(islice(crowd, number, None, CONNECTIONS)) for number in range(CONNECTIONS)]
    threads = [threading.Thread(target=ask_until_the_end, args=[share]) for share in shares]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return summary(times, per_second=round(len(times) / (time.perf_counter() - start), 1))


def weigh_first_visit(port: int) -> dict[str, Any]:
    """What a browser that has never been here transfers for the home page, headers included, and then for another."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context().new_page()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        received: dict[str, float] = {}
        session.on(
            "Network.loadingFinished", lambda event: received.update({event["requestId"]: event["encodedDataLength"]})
        )
        weights = []
        for path in ("/", "/courses/"):
            received.clear()
            page.goto(f"http://127.0.0.1:{port}{path}", wait_until="networkidle")
            # What came from the browser's own cache has no length.
            crossed = [size for size in received.values() if size]
            weights.append({"bytes": int(sum(crossed)), "requests": len(crossed)})
        browser.close()
    return {"first": weights[0], "second": weights[1]}


def as_command(seconds: float, **more: Any) -> dict[str, Any]:
    """A thing that is measured once, as its own process."""
    return {"median_ms": milliseconds(seconds), "p95_ms": None, "times": 1, **more}
