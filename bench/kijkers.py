"""Many viewers of one process, without a browser: how many answers a second it gives, and how long each takes."""

import asyncio
import json
import random
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from statistics import median, quantiles

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from bench.bediening import APPS, Server, server
from bench.tabel import Rij

TUSSENPOOS = 5  # s between two changes of one viewer
DUUR = 30  # s of looking
DICHT = 8  # viewers that ask again as soon as they have an answer
_VARIANTEN = ("1 juli 2024 (persbericht)", "1 januari 2025 (raadsbesluit)")


class Kijker:
    """One connection. It keeps what a browser keeps, so that large messages come to it once."""

    def __init__(self, verbinding, zaad: int) -> None:
        self._verbinding, self._toeval = verbinding, random.Random(zaad)
        self._id: dict[str, str] = {}
        self._groot: list[str] = []
        self._pagina = ""

    async def vraag(self, zet=None) -> float:
        """Ask, and return how many seconds it took until everything of the answer was here."""
        bericht = BackMsg()
        vraag = bericht.rerun_script
        vraag.page_script_hash = self._pagina
        vraag.cached_message_hashes.extend(self._groot)
        if zet:
            zet(vraag)
        begin = time.perf_counter()
        await self._verbinding.send(bericht.SerializeToString())
        while True:
            antwoord = ForwardMsg()
            antwoord.ParseFromString(await self._verbinding.recv())
            soort = antwoord.WhichOneof("type")
            if soort == "new_session":
                self._pagina = antwoord.new_session.page_script_hash
            elif soort == "delta":
                self._onthoud(antwoord)
            elif soort == "script_finished":
                return time.perf_counter() - begin

    def _onthoud(self, antwoord: ForwardMsg) -> None:
        if antwoord.metadata.cacheable and antwoord.hash not in self._groot:
            self._groot.append(antwoord.hash)
        element = antwoord.delta.new_element
        for soort in ("bidi_component", "date_input", "selectbox"):
            eigen = getattr(element, soort)
            if element.HasField(soort) and eigen.id:
                self._id[eigen.id.rpartition("-")[2]] = eigen.id

    def verander(self, vraag) -> None:
        """Put another date in a question, and now and then another variant, as a visitor does."""
        dag = date(2023, 1, 1) + timedelta(self._toeval.randrange(1400))
        variant = self._toeval.random() < 0.25
        if "staat" in self._id:
            staat = f"peildatum={dag}" + ("&variant=raadsbesluit" if variant else "")
            vraag.query_string = staat
            een = vraag.widget_states.widgets.add(id=self._id["staat"])
            een.json_value = json.dumps({"staat": staat})
        else:  # the first edition, whose controls are Streamlit's own
            een = vraag.widget_states.widgets.add(id=self._id["peildatum"])
            een.string_array_value.data.append(dag.isoformat())
            een = vraag.widget_states.widgets.add(id=self._id["variant"], string_value=_VARIANTEN[variant])


async def _kijk(adres: str, aantal: int, duur: float, *, dicht: bool) -> tuple[list[float], float]:
    """Let viewers look; return how long each answer took, and how many seconds all of it lasted."""
    stroom = f"{adres.replace('http', 'ws', 1)}_stcore/stream"
    begonnen, tijden = asyncio.Barrier(aantal), list[float]()

    async def een(nummer: int) -> float:
        async with connect(stroom, subprotocols=["streamlit"], max_size=None, compression=None) as verbinding:
            kijker = Kijker(verbinding, nummer)
            await kijker.vraag()
            await begonnen.wait()
            begin = time.perf_counter()
            volgende = begin + (0 if dicht else TUSSENPOOS * nummer / aantal)
            while volgende < begin + duur:
                await asyncio.sleep(max(0, volgende - time.perf_counter()))
                tijden.append(await kijker.vraag(kijker.verander))
                # Who had to wait longer than that asks the next thing at once.
                volgende = max(volgende + (0 if dicht else TUSSENPOOS), time.perf_counter())
            return time.perf_counter() - begin

    return tijden, max(await asyncio.gather(*map(een, range(aantal))))


def kijkers(rondes: int) -> Iterator[Rij]:
    """Answers a second when nobody waits between two questions; then how long viewers wait who look a while."""
    kolommen = [kolom for kolom in ("eerste", "ons") if kolom in APPS]
    uit: dict[str, dict[str, list[float]]] = {wat: {kolom: [] for kolom in kolommen} for wat, *_ in _RIJEN}
    with ExitStack() as stapel:
        servers = {kolom: stapel.enter_context(server(kolom)) for kolom in kolommen}
        for lopend in servers.values():
            asyncio.run(_kijk(lopend.adres, 2, 3, dicht=True))  # what is made once for all does not count
        for ronde in range(rondes):
            for kolom in kolommen if ronde % 2 == 0 else kolommen[::-1]:
                for wat, waarde in _ronde(servers[kolom]).items():
                    uit[wat][kolom].append(waarde)
    for wat, eenheid, doel, minstens in _RIJEN:
        yield Rij(wat, uit[wat], eenheid, doel, "eerste" if doel else "", minstens)


_PER_S, _REKEN = "answers a second of one process", "  processor time of an answer"
_RIJEN = (
    (_PER_S, "", 1.7, True),
    (_REKEN, "ms", None, False),
    *((f"  {n} viewers, {deel} of their waits", "ms", None, False) for n in (25, 50) for deel in ("half", "95%")),
)


def _ronde(lopend: Server) -> dict[str, float]:
    vooraf = lopend.processortijd()
    tijden, samen = asyncio.run(_kijk(lopend.adres, DICHT, DUUR / 2, dicht=True))
    uit = {_PER_S: len(tijden) / samen, _REKEN: (lopend.processortijd() - vooraf) / (len(tijden) + DICHT)}
    for aantal in (25, 50):
        tijden, _ = asyncio.run(_kijk(lopend.adres, aantal, DUUR, dicht=False))
        uit[f"  {aantal} viewers, half of their waits"] = 1000 * median(tijden)
        uit[f"  {aantal} viewers, 95% of their waits"] = 1000 * quantiles(tijden, n=20)[-1]
    return uit
