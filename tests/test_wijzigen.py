"""The door by which a register changes: what is tried, what is saved, and that the first change begins it."""

import pytest

from register.adres import AdresFout, vind_adres, vind_register
from register.opslag.ingrepen import Beeindig, DraaiTerug, Wijzig
from register.opslag.inhoud import ORGANISATIE
from register.opslag.wie import LOKAAL, Wie
from register.opslag.wijziging import BEWAARD, TERMINAL, Over
from register.wijzigen import bewaar, inhoud, proef
from tests import klein

OVER = Over(Wie(LOKAAL, "hier", "hier"), TERMINAL, "nagevraagd", "telefonisch nagevraagd")


@pytest.fixture(name="adres")
def _adres(tmp_path, monkeypatch):
    monkeypatch.setenv("WIJKDEKKING_KAART", str(klein.schrijf_map(tmp_path)))
    return vind_register(str(tmp_path / "nog" / "register.db"))


def test_before_the_first_change_a_trial_starts_from_the_files(adres):
    """A register that has not begun says what its files say, as number 1, and trying something makes no file."""
    nu = inhoud(adres)
    eerste = next(iter(nu.rijen(ORGANISATIE)))["id"]
    uitkomst = proef(adres, "brief", Wijzig(ORGANISATIE, eerste, {"naam": "Anders"}, versie=1))
    assert nu.nummer == uitkomst.nu.nummer == 1
    assert uitkomst.straks.rij(ORGANISATIE, eerste)["naam"] == "Anders"
    assert uitkomst.register.tabellen.organisaties.loc[eerste, "naam"] == "Anders"
    assert not adres.opslag.database.pad.parent.exists()


def test_the_first_change_begins_the_register(adres):
    """What is saved first is number 2, after the files as number 1; the folder is made too."""
    eerste = inhoud(adres).rijen(ORGANISATIE)[0]["id"]
    uitkomst, begonnen = bewaar(adres, OVER, Wijzig(ORGANISATIE, eerste, {"naam": "Anders"}, versie=1))
    assert (uitkomst.nummer, uitkomst.uitkomst, begonnen) == (2, BEWAARD, True)
    assert inhoud(adres).rij(ORGANISATIE, eerste)["naam"] == "Anders"
    uitkomst, begonnen = bewaar(adres, OVER, DraaiTerug(2))
    assert (uitkomst.nummer, begonnen) == (3, False)


def test_what_is_refused_first_leaves_no_register(adres):
    """A first change that breaks a rule begins nothing."""
    eerste = inhoud(adres).rijen(ORGANISATIE)[0]["id"]
    with pytest.raises(Exception, match="tot"):
        bewaar(adres, OVER, Beeindig(ORGANISATIE, eerste, "geen datum"))
    assert not adres.opslag.is_begonnen()


def test_changes_go_to_a_database_and_never_to_a_folder(tmp_path, monkeypatch):
    """A folder of files that was named is changed as files; without a name it is the register of this computer."""
    monkeypatch.delenv("WIJKDEKKING_REGISTER", raising=False)
    with pytest.raises(AdresFout, match="map met bestanden"):
        vind_register(str(tmp_path))
    assert vind_register(None).database.endswith("lokaal/register.db")
    assert vind_register(str(tmp_path / "a.db")) == vind_adres(str(tmp_path / "a.db"))
