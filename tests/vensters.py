"""A browser and its windows, quiet and lent out."""

import contextlib
import os

import pytest

from scripts.browser import SKIP_REASON, find_browser

UIT_VAN_PLAYWRIGHT = [
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
]
# Headless and quiet: nothing that Chrome does for itself may look like a request of the application.
CHROMEVLAGGEN = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Two pages of its own that Chrome loads for each window, for a line of input that nobody sees: half the work of opening
    # one. It heeds the last such list only, so what playwright turns off stands here again.
    f"--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,{','.join(UIT_VAN_PLAYWRIGHT)}",
]
GEDULD = 20_000  # ms


class Vensters:
    """Windows to lend: nobody else has the same one meanwhile, and the next finds the files of the application kept."""

    def __init__(self, browser):
        self.browser, self.vrij = browser, {}

    @contextlib.contextmanager
    def leen(self, maat=None, *, klok=False, **opties):
        """Lend a browser context of this size; with a clock that a test sets it is not lent again."""
        if maat:
            opties["viewport"] = dict(zip(("width", "height"), maat, strict=True))
        vrij = self.vrij.setdefault(repr(sorted(opties.items())), [])
        context = vrij.pop() if vrij and not klok else self.browser.new_context(locale="nl-NL", **opties)
        if klok:
            context.clock.install()
            yield context
            context.close()
            return
        yield context
        for page in context.pages:
            page.close()
        context.clear_cookies()
        vrij.append(context)


@pytest.fixture(scope="module")
def browser():
    """A Chrome or Chromium that runs: one for all tests of a file."""
    pad = find_browser()
    if pad is None and os.environ.get("CI"):
        pytest.fail(f"{SKIP_REASON}. Onder CI zijn de browsertests verplicht.")
    if pad is None:
        pytest.skip(SKIP_REASON)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=GEDULD)  # what is not there by then will not come; a busy machine takes its time

    with sync_playwright() as speler:
        chrome = speler.chromium.launch(executable_path=pad, args=CHROMEVLAGGEN)
        yield chrome
        chrome.close()


@pytest.fixture(scope="module")
def vensters(browser):
    """The windows of all tests of a file."""
    return Vensters(browser)
