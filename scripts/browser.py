"""Find a Chrome or Chromium for the browser tests, or install one where that can be done.

``python -m scripts.browser`` is what ``make test`` runs first; ``find_browser`` is for the tests themselves.
"""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

SKIP_REASON = "geen Chrome of Chromium gevonden; installeer er een, of zet het pad in CHROME"

ON_PATH = (
    "google-chrome",
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
    "chrome",
    "microsoft-edge",
    "msedge",
)
MACOS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
DOWNLOADED = (  # inside the folder where playwright puts what it downloads
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    "chromium-*/chrome-win*/chrome.exe",
)
START_SECONDS = 30
INSTALL_SECONDS = 600


@functools.cache
def find_browser() -> str | None:
    """Path of a Chrome or Chromium that starts, or None.

    The environment variable CHROME (a path or a name on the PATH) goes before everything, also when it is wrong:
    who names a browser does not want another one.
    """
    if named := os.environ.get("CHROME"):
        path = shutil.which(named)
        return path if path and _starts(path) else None
    return next((path for path in _candidates() if _starts(path)), None)


def _candidates() -> list[str]:
    found = [path for name in ON_PATH if (path := shutil.which(name))]
    folders = {
        "darwin": [("/Applications", MACOS), (str(Path.home() / "Applications"), MACOS)],
        "win32": [(os.environ.get(name), WINDOWS) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")],
    }.get(sys.platform, [])
    found += [
        str(path) for folder, names in folders if folder for name in names if (path := Path(folder, name)).is_file()
    ]
    found += [str(path) for pattern in DOWNLOADED for path in sorted(_download_folder().glob(pattern), reverse=True)]
    return found


def _download_folder() -> Path:
    if named := os.environ.get("PLAYWRIGHT_BROWSERS_PATH"):
        return Path(named)
    home = Path.home()
    return {
        "darwin": home / "Library/Caches/ms-playwright",
        "win32": Path(os.environ.get("LOCALAPPDATA", home / "AppData/Local")) / "ms-playwright",
    }.get(sys.platform, home / ".cache/ms-playwright")


def _starts(path: str) -> bool:
    """Whether the program answers --version: some systems have a placeholder that only tells how to install it."""
    if sys.platform == "win32":
        return True  # there --version opens a window, and there are no placeholders
    return _run(path, "--version", seconds=START_SECONDS)


def _run(*command: str, seconds: int) -> bool:
    try:
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=seconds, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def install_browser() -> str | None:
    """Install a browser in the way that fits this machine; the path, or None when there is no way that works."""
    is_root = getattr(os, "geteuid", lambda: -1)() == 0  # Windows has no geteuid
    if is_root and (apt := shutil.which("apt-get")):
        print("Geen browser gevonden; chromium wordt geïnstalleerd met apt-get.", flush=True)
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        _run(apt, "update", "-qq", seconds=INSTALL_SECONDS)
        _run(apt, "install", "-y", "-qq", "--no-install-recommends", "chromium", seconds=INSTALL_SECONDS)
        find_browser.cache_clear()
        if path := find_browser():
            return path
    print("Geen browser gevonden; Chromium wordt gedownload met playwright.", flush=True)
    _run(sys.executable, "-m", "playwright", "install", "chromium", seconds=INSTALL_SECONDS)
    find_browser.cache_clear()
    return find_browser()


def main() -> int:
    """0 when the tests can go on, 1 when a browser is missing under CI."""
    path = find_browser() or (None if os.environ.get("CHROME") else install_browser())
    if path:
        print(f"Browser voor de tests: {path}")
        return 0
    if os.environ.get("CI"):
        print(f"Fout: {SKIP_REASON}. Onder CI zijn de browsertests verplicht.", file=sys.stderr)
        return 1
    print(f"De browsertests worden overgeslagen: {SKIP_REASON}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
