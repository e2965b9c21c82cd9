// A published page: the screen without Streamlit. What Python computed for every date stands in the page itself, and
// what the reader chooses stands in the address behind the `#`, so that a link shows the same.
"use strict";

(() => {
  const gegevens = JSON.parse(document.getElementById("wd-gegevens").textContent);
  const verhaal = new wd.Situaties(gegevens.verhaal);
  const gewoon = gegevens.vast.lagen;
  const keuze = { datum: gegevens.peildatum, wijk: "", lagen: gewoon };

  class Blad extends wd.Scherm {
    toonLokaal(iso) {
      super.toonLokaal(iso);
      const { stad, wijk } = verhaal.op(iso);
      const tab = this.tab || "lijst";
      const dossier = keuze.wijk ? wd.gedateerd(wijk[keuze.wijk], iso) : "";
      this.toonFragmenten({ tabs: stad.tabs, lijst: stad.lijst, dossier });
      const tweede = this.wortel.querySelector("[data-tab=wijk]");
      tweede.hidden = !keuze.wijk;
      tweede.textContent = gegevens.wijken[keuze.wijk] || "";
      if (this.tab !== tab) this.kiesTab(tab);
      for (const link of this.wortel.querySelectorAll("a[data-wijk]")) {
        const gekozen = link.dataset.wijk === keuze.wijk;
        link.closest("tr").classList.toggle("gekozen", gekozen);
        if (gekozen) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    }
  }

  const wortel = document.querySelector(".wd");
  const blad = new Blad(
    wortel,
    (code) => ga({ wijk: code === keuze.wijk ? "" : code }),
    (iso) => ga({ datum: iso }),
    (lagen) => ga({ lagen }),
  );

  function ga(anders) {
    Object.assign(keuze, anders);
    const { datum, wijk, lagen } = keuze;
    const minder = lagen.length < gewoon.length;
    wd.naarAdres({ datum, ...(wijk && { wijk }), ...(minder && { lagen: lagen.join(",") || "geen" }) });
    toon();
  }

  // What the address asks for, as far as it exists; a link to another part of the page asks for nothing.
  function lees() {
    const { delen, datum } = wd.uitAdres(gegevens.peildatum);
    if (location.hash.length > 1 && !["datum", "wijk", "lagen"].some((deel) => delen.has(deel))) return false;
    keuze.datum = datum;
    keuze.wijk = gegevens.wijken[delen.get("wijk")] ? delen.get("wijk") : "";
    const lagen = delen.get("lagen")?.split(",");
    keuze.lagen = lagen ? gewoon.filter((laag) => lagen.includes(laag)) : gewoon;
    return true;
  }

  function toon() {
    const vorige = blad.vast?.gekozen;
    const vanLijst = document.activeElement?.matches("[data-wijk]");
    blad.tijdlijn.laatLos();
    blad.lagenlijst.laatLos();
    blad.vast = { ...gegevens.vast, gekozen: keuze.wijk, lagen: keuze.lagen };
    blad.toonLokaal(keuze.datum);
    blad.tijdlijn.toon(keuze.datum);
    if (vorige === undefined ? !keuze.wijk : vorige === keuze.wijk) return;
    blad.kiesTab(keuze.wijk ? "wijk" : "lijst", Boolean(keuze.wijk && vanLijst));
    // Who closes a wijk goes on where it was opened.
    if (!keuze.wijk && vanLijst) wortel.querySelector(`a[data-wijk="${vorige}"]`)?.focus();
  }

  document.documentElement.classList.add("met-script");
  lees();
  blad.vulTijdlijn(gegevens.tijdlijn);
  toon();
  blad.zetKaart(gegevens.kaart);
  addEventListener("hashchange", () => { if (lees()) toon(); });
})();
