"""The naive twin that the speed is measured against, and the table in which it stands."""

from datetime import date

from analysis.stand.stand import Stand
from bench.naief import in_graden, naieve_kaart
from bench.tabel import Rij


def test_the_naive_twin_draws_every_wijk_and_buurt(register):
    """The map of the twin has all areas and names of the real map, so that the ratios compare like with like."""
    t = register.tabellen
    html = naieve_kaart(Stand(in_graden(t), date(2024, 7, 1))).get_root().render()
    assert [naam for naam in (*t.wijken["wijknaam"], *t.buurten["buurtnaam"]) if naam not in html] == []


def test_a_goal_is_held_against_the_ratio_or_against_ours():
    """A goal is the most or the least, of the ratio to the column it names or of ours; without a first edition it is silent."""
    metingen = {"first": [1, 2, 9], "ours": [4]}
    assert Rij("a", metingen, "s", 2, "first").cellen() == ("a", "2 s", "-", "4 s", "2.000", "<= 2x first", "yes")
    assert Rij("a", metingen, "", 2.1, "first", minstens=True).cellen()[-2:] == (">= 2.1x first", "NO")
    assert Rij("a", metingen, "s", 3.9).cellen()[-3:] == ("", "<= 3.9 s", "NO")
    assert Rij("a", {"ours": [4]}, "s", 2, "first").cellen() == ("a", "-", "-", "4 s", "", "", "")
