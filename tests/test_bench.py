"""The naive twin that the speed is measured against."""

from datetime import date

from bench.naief_kaart import graden, naieve_kaart


def test_the_naive_twin_draws_every_wijk_and_buurt(register):
    """The map of the twin has all areas and names of the real map, so that the ratios compare like with like."""
    t = register.tabellen
    html = (
        naieve_kaart(t._replace(wijken=graden(t.wijken), buurten=graden(t.buurten)), date(2024, 7, 1))
        .get_root()
        .render()
    )
    assert [naam for naam in (*t.wijken["wijknaam"], *t.buurten["buurtnaam"]) if naam not in html] == []
