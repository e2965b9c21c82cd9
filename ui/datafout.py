"""What the user sees when the data is unfit for use: every problem and how to mend it, never a traceback."""

from __future__ import annotations

import streamlit as st

from analysis.controle.bevinding import Bevinding, beperkt
from analysis.nederlands import telwoord
from register.register import Register
from ui.bron import adres, laad
from web.fragmenten import fragment


def goed_register() -> Register:
    """Return the register to show. Stops the page with a list of problems when there is no good one.

    When the data on disk has become unfit while the application runs, the last good version stays on screen, with
    the problems above it.
    """
    laatste = laad()
    if laatste.register is None:
        st.title("De gegevens zijn niet te gebruiken")
        st.markdown(
            f"In {adres().soort} `{adres().kort}` {_staan(laatste.fouten)}. Er is geen kaart getekend: die zou iets "
            "tonen wat niet klopt. Herstel de problemen hieronder en laad deze pagina opnieuw."
        )
        st.html(_lijst(laatste.fouten))
        st.stop()
    if laatste.fouten:
        st.warning(
            f"De gegevens op schijf zijn veranderd en niet te gebruiken: er {_staan(laatste.fouten)}. "
            "U ziet de laatste goede versie.",
            icon=":material/warning:",
        )
        with st.expander("Wat er mis is en hoe u het herstelt"):
            st.html(_lijst(laatste.fouten))
    return laatste.register


def _staan(fouten: list[Bevinding]) -> str:
    return f"{'staat' if len(fouten) == 1 else 'staan'} {telwoord(len(fouten), 'probleem', 'problemen')}"


def _lijst(fouten: list[Bevinding]) -> str:
    return fragment("fouten.html", fouten=beperkt(fouten), map_=adres().kort)
