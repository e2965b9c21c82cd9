"""The dates that can be asked for, on the screen, in an address and on the command line alike."""

from __future__ import annotations

from datetime import date

from analysis.nederlands import datum

# `wd.datumVan` in the browser knows them too.
EERSTE_DAG, LAATSTE_DAG = date(1900, 1, 1), date(2100, 12, 31)
BEREIK = f"van {datum(EERSTE_DAG)} tot en met {datum(LAATSTE_DAG)}"
