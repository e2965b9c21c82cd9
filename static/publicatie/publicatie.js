// A published page: the screen without Streamlit. What Python computed for every date stands in the page itself, and
// what the reader chooses stands in the address behind the `#`, so that a link shows the same.
"use strict";

(() => {
  const gegevens = JSON.parse(document.getElementById("wd-gegevens").textContent);
  const verhaal = new wd.Situaties(gegevens.verhaal);
  const wijken = new Map(Object.entries(gegevens.wijken)); // whatever an address names: only these exist

  // The code of the wijk that is meant, by its code or its name, as `analysis/zoeken.py` reads them.
  const kern = (tekst) => tekst.normalize("NFKC").toLowerCase().trim().replace(/\s+/g, " ");
  function zoekWijk(tekst) {
    for (const kant of [([code]) => code, ([, naam]) => naam]) {
      const goed = [...wijken].filter((paar) => kern(kant(paar)) === kern(tekst));
      if (goed.length === 1) return goed[0][0];
    }
    return "";
  }

  class Blad extends wd.Scherm {
    toonLokaal(iso) {
      const gekozen = this.staat.delen.wijk;
      if (gekozen && this.vanWijk?.wijk !== gekozen) this.vanWijk = { wijk: gekozen, velden: gegevens.wijkteksten[gekozen] };
      super.toonLokaal(iso);
      const { stad, wijk } = verhaal.op(iso);
      const tab = this.tab || "lijst";
      const dossier = gekozen ? wd.gedateerd(wijk[gekozen], iso) : "";
      this.toonFragmenten({ lijst: stad.lijst, dossier });
      const tweede = this.wortel.querySelector("[data-tab=wijk]");
      tweede.hidden = !gekozen;
      tweede.textContent = wijken.get(gekozen) || "";
      if (this.tab !== tab) this.kiesTab(tab);
    }
  }

  // What the address asks for, as far as it exists; a link to another part of the page asks for nothing, and one to the
  // text about a wijk asks for that wijk.
  function lees(gevraagd) {
    const [anker] = Object.keys(gevraagd);
    const delen = anker?.startsWith("wijk-") ? { wijk: anker.slice(5) } : gevraagd;
    if (location.hash.length > 1 && !["peildatum", "wijk", "groep", "lagen"].some((deel) => deel in delen)) return null;
    const uit = { peildatum: wd.datumVan(delen.peildatum || "") || gegevens.peildatum };
    const wijk = zoekWijk(delen.wijk || "");
    if (wijk) uit.wijk = wijk;
    if (delen.lagen) uit.lagen = delen.lagen;
    if (wortel.querySelector(`button[data-kies="groep=${CSS.escape(delen.groep || "")}"]`)) uit.groep = delen.groep;
    return uit;
  }

  const wortel = document.querySelector(".wd");
  const staat = new wd.Staat("hash", toon, lees);
  const blad = new Blad(wortel, staat);
  blad.vast = gegevens.vast;
  blad.beantwoord = {}; // a publication has one variant, and the whole city

  function toon(vorige, terug) {
    const vanLijst = document.activeElement?.matches("[data-wijk]");
    const { wijk } = staat.delen;
    blad.volgStaat(vorige, terug);
    wd.toonKeuzes(document, staat.delen);
    const wanneer = `stand van ${wd.inWoorden(staat.delen.peildatum)}`;
    document.title = [wijken.get(wijk), wanneer, document.querySelector(".pub-titel").textContent].filter(Boolean).join(" · ");
    if (vorige.wijk === wijk) return;
    blad.kiesTab(wijk ? "wijk" : "lijst", Boolean(wijk && vanLijst));
    // Who closes a wijk goes on where it was opened.
    if (!wijk && vanLijst) wortel.querySelector(`a[data-wijk="${vorige.wijk}"]`)?.focus();
  }

  document.documentElement.classList.add("met-script");
  staat.neem(staat.uitAdres() || { peildatum: gegevens.peildatum });
  wd.luisterKeuzes(document, staat);
  blad.lijst.vernieuw();
  blad.zoeker.vul(gegevens.zoek);
  blad.vulTijdlijn(gegevens.tijdlijn);
  toon({ peildatum: "" }, false);
  blad.zetKaart(gegevens.kaart);
})();
