"""Many viewers of one process, without a browser: how many answers a second it gives, and how long each takes."""

import asyncio
import json
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from statistics import quantiles

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from bench.tabel import Rij, om_en_om, server

TUSSENPOOS = 5  # s between two changes of one viewer
DUUR = 30  # s of looking
DICHT = 8  # viewers that ask again as soon as they have an answer
VARIANTEN = ("1 juli 2024 (persbericht)", "1 januari 2025 (raadsbesluit)")


class Kijker:
    """One connection. It keeps what a browser keeps, so that large messages come to it once."""

    def __init__(self, verbinding, zaad: int) -> None:
        self._verbinding, self._toeval = verbinding, random.Random(zaad)
        self._id: dict[str, str] = {}
        self._groot: set[str] = set()
        self._pagina = ""

    async def vraag(self, *, verander: bool = True) -> float:
        """Ask, and return how many seconds it took until everything of the answer was here."""
        bericht = BackMsg()
        vraag = bericht.rerun_script
        vraag.page_script_hash = self._pagina
        vraag.cached_message_hashes.extend(self._groot)
        if verander:
            self._verander(vraag)
        begin, antwoord = time.perf_counter(), ForwardMsg()
        await self._verbinding.send(bericht.SerializeToString())
        while antwoord.WhichOneof("type") != "script_finished":
            antwoord.ParseFromString(await self._verbinding.recv())
            if antwoord.HasField("new_session"):
                self._pagina = antwoord.new_session.page_script_hash
            if antwoord.HasField("delta"):
                self._onthoud(antwoord)
        return time.perf_counter() - begin

    def _onthoud(self, antwoord: ForwardMsg) -> None:
        if antwoord.metadata.cacheable:
            self._groot.add(antwoord.hash)
        element = antwoord.delta.new_element
        for soort in ("bidi_component", "date_input", "selectbox"):
            if element.HasField(soort):
                eigen = getattr(element, soort).id
                self._id[eigen.rpartition("-")[2]] = eigen

    def _verander(self, vraag) -> None:
        """Put another date in a question, and now and then another variant, as a visitor does."""
        dag = date(2023, 1, 1) + timedelta(self._toeval.randrange(1400))
        variant = self._toeval.random() < 0.25
        zet = vraag.widget_states.widgets.add
        if "staat" in self._id:
            vraag.query_string = f"peildatum={dag}" + ("&variant=raadsbesluit" if variant else "")
            zet(id=self._id["staat"], json_value=json.dumps({"staat": vraag.query_string}))
        else:  # the first edition, whose controls are Streamlit's own
            zet(id=self._id["peildatum"]).string_array_value.data.append(dag.isoformat())
            zet(id=self._id["variant"], string_value=VARIANTEN[variant])


async def _kijk(adres: str, aantal: int, duur: float, tussenpoos: float) -> tuple[list[float], float]:
    """Let viewers look; return how long each answer took, and how many seconds all of it lasted."""
    stroom = f"{adres.replace('http', 'ws', 1)}/_stcore/stream"
    begonnen, tijden = asyncio.Barrier(aantal), list[float]()

    async def een(nummer: int) -> float:
        async with connect(stroom, subprotocols=["streamlit"], max_size=None, compression=None) as verbinding:
            kijker = Kijker(verbinding, nummer)
            await kijker.vraag(verander=False)
            await begonnen.wait()
            begin = time.perf_counter()
            volgende = begin + tussenpoos * nummer / aantal
            while volgende < begin + duur:
                await asyncio.sleep(max(0, volgende - time.perf_counter()))
                tijden.append(await kijker.vraag())
                # Who had to wait longer than that asks the next thing at once.
                volgende = max(volgende + tussenpoos, time.perf_counter())
            return time.perf_counter() - begin

    return tijden, max(await asyncio.gather(*map(een, range(aantal))))


def kijkers(rondes: int) -> Iterator[Rij]:
    """Answers a second when nobody waits between two questions; then how long viewers wait who look a while."""
    per_s, wachten = defaultdict(list), {25: defaultdict(list), 50: defaultdict(list)}
    with ExitStack() as servers:
        adressen = {app: servers.enter_context(server(app)) for _, app in om_en_om(("first", "ours"), [0])}
        for adres in adressen.values():
            asyncio.run(_kijk(adres, 2, 3, 0))  # what is made once for all does not count
        for _, app in om_en_om(adressen, range(rondes)):
            tijden, samen = asyncio.run(_kijk(adressen[app], DICHT, DUUR / 2, 0))
            per_s[app].append(len(tijden) / samen)
            for aantal, metingen in wachten.items():
                tijden, _ = asyncio.run(_kijk(adressen[app], aantal, DUUR, TUSSENPOOS))
                metingen[app].append(1000 * quantiles(tijden, n=20)[-1])
    yield Rij("answers a second of one process", per_s, "", 1.7, "first", minstens=True)
    for aantal, metingen in wachten.items():
        yield Rij(f"  {aantal} viewers, 95% of their waits", metingen, "ms")
