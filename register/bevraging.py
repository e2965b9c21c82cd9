"""A question put to a register: what every file that leaves is made from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from analysis.stand.stand import Stand
from analysis.vraag import Vraag
from register.register import Register


@dataclass(frozen=True)
class Bevraging:
    """A register and what is asked of it; however many files are made of it, its situation is worked out once."""

    register: Register
    vraag: Vraag

    @cached_property
    def stand(self) -> Stand:
        """Return the situation that is asked about."""
        return self.vraag.stand(self.register.tabellen)
