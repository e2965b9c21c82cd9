"""The first edition of the product, taken from its commit, to measure side by side with what it has become."""

import io
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.bediening import APPS, WORTEL

COMMIT = "d3a4ff5"


@contextmanager
def eerste_uitgave() -> Iterator[Path | None]:
    """Its files in a folder of their own; None where the commit is not there, as in a shallow clone."""
    archief = subprocess.run(["git", "archive", COMMIT], cwd=WORTEL, capture_output=True, check=False)
    if archief.returncode:
        print(f"commit {COMMIT} is not here: no column of the first edition", file=sys.stderr)
        yield None
        return
    with TemporaryDirectory() as map_:
        with tarfile.open(fileobj=io.BytesIO(archief.stdout)) as pak:
            pak.extractall(map_, filter="data")
        APPS["eerste"] = (Path(map_), "app.py")
        try:
            yield Path(map_)
        finally:
            del APPS["eerste"]
