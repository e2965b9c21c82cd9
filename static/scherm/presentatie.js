// The wall view: one statement per screen. Puts what Python told in its place, and goes where the presenter wants.
//
// It decides nothing. A plain script like `scherm.js`, `situaties.js`, `tijdlijn.js` and `zoeker.js`, which it needs.
"use strict";

globalThis.wd ??= {};

(() => {
  const RUST = 250; // ms without a step before the outside hears of it
  const VEEG = 60; // px of a finger that are meant
  // Parts of the height of the window: the letters of a statement as large as there is room for.
  const GROOTSTE = 0.095, GEWOON = 0.045, KLEINSTE = 0.022;

  // A number stays with what it counts, where a line ends.
  const bijeen = (tekst) => tekst.replace(/(\d) (?=\p{L})/gu, "$1\u00a0");

  wd.Presentatie = class extends wd.Scherm {
    // wortel: the element `.wd-presentatie`; staat: the view
    constructor(wortel, staat) {
      super(wortel, staat);
      const terug = wortel.querySelector("[data-plek=terug]");
      Object.assign(this, { iso: "", id: "", laatste: null, straks: 0, terug, terugNaar: terug.href });
      for (const naam of ["spreek", "meet", "feiten"]) this[naam] = wortel.querySelector(`.wd-${naam}`);
      this.zoeker = new wd.Zoeker(wortel.querySelector(".wd-zoek"), (delen) => this.ga(this.schermVan(delen)), { opgeroepen: true });
      this.doen = {
        terug: () => this.stap(-1),
        verder: () => this.stap(1),
        zoek: () => this.zoeker.open(""),
        vol: () => this.wisselVol(),
        sluit: () => this.zoeker.sluit(),
      };
      wortel.addEventListener("click", (e) => this.doen[e.target.closest("[data-doe]")?.dataset.doe]?.());
      // A button that was pressed by hand must not take the space bar for itself.
      wortel.addEventListener("pointerup", () => { if (this.zoeker.dicht) document.activeElement?.blur(); });
      this.luister(document);
      this.luisterVeeg();
      this.vol = wortel.querySelector("[data-doe=vol]");
      this.vol.hidden = !document.fullscreenEnabled;
      wortel.addEventListener("fullscreenchange", () => { this.vol.textContent = document.fullscreenElement ? "Klein scherm" : "Volledig scherm"; });
      new ResizeObserver(() => this.pasLetters()).observe(this.spreek);
      document.fonts.ready.then(() => this.pasLetters());
    }

    // ---- what Python told

    vulTijdlijn(gegevens) {
      this.situaties = new wd.Situaties(gegevens);
      Object.assign(this, { vandaag: gegevens.nu[0], verwacht: gegevens.verwacht });
      this.tijdlijn.vul(gegevens);
      this.volgStaat();
    }

    vulVerhaal(verhaal) {
      this.verhaal = new wd.Situaties(verhaal);
      this.schermen = new Map(verhaal.schermen.map((scherm) => [scherm.id, scherm]));
      this.vasteRij = verhaal.schermen.filter(({ wijk }) => !wijk).map(({ id }) => id);
      this.lagen = verhaal.lagen;
      this.volgStaat();
    }

    // The screen of a view: that of its wijk, else of its gebied, else of the city.
    schermVan({ wijk = "", gebied = "" }) {
      const alle = [...this.schermen.values()];
      const plek = alle.find(({ delen }) => (wijk ? delen.wijk === wijk : !delen.wijk && delen.gebied === gebied));
      return (plek || alle[0]).id;
    }

    volgStaat() {
      if (!this.verhaal || !this.situaties) return;
      this.laatLos();
      this.terug.href = this.staat.adres(this.terugNaar); // the same view on the page with the map
      this.toonBeeld(this.staat.delen.peildatum, this.schermVan(this.staat.delen));
    }

    // On a wall a press goes to a screen, and a date is told together with it.
    kiesWijk(code) { this.ga(code); }

    kiesDag() { this.meld(); }

    // ---- a screen on a date

    toonLokaal(iso) {
      this.lokaal = iso;
      this.toonBeeld(iso, this.id);
    }

    toonBeeld(iso, id) {
      const zelfde = this.id === id;
      Object.assign(this, { iso, id });
      if (!this.verhaal || !this.situaties || !this.schermen.has(id)) return;
      const { stand, opgave, zeker: bekend, noot, feit, wat, ...rest } = this.verhaal.op(iso)[id];
      const zeker = this.zekerOp(iso, bekend);
      const [zin, nadruk] = [stand, opgave].map((tekst) => bijeen(wd.gedateerd(tekst, iso, zeker)));
      this.toonTeksten({ stand: zin, opgave: nadruk, noot, ...rest });
      this.toonFeiten(feit, wat);
      this.onthoudPlek(zelfde);
      const { binnen, buurtBinnen, wijk, wijken } = this.schermen.get(id);
      const kaartstand = this.situaties.op(iso).stand;
      if (this.getoond?.stand !== kaartstand || this.getoond.id !== id) {
        this.toonStand({ ...kaartstand, lagen: this.lagen, binnen, buurtBinnen }, wijk ? id : "");
        this.getoond = { stand: kaartstand, id };
      }
      if (this.gekeken !== id && this.venster) this.venster.dekking.kijkNaar(wijken);
      if (this.venster) this.gekeken = id;
      if (this.tijdlijn.datum !== iso) this.tijdlijn.toon(iso);
      this.pasLetters();
    }

    toonFeiten(feit, wat) {
      if (this.feiten.childElementCount !== feit.length) {
        this.feiten.replaceChildren(...feit.map(() => {
          const blok = document.createElement("div");
          blok.append(document.createElement("dt"), document.createElement("dd"));
          return blok;
        }));
      }
      [...this.feiten.children].forEach((blok, i) => {
        blok.firstChild.textContent = wat[i];
        blok.lastChild.textContent = feit[i];
      });
    }

    kaartKlaar(venster) {
      this.luister(venster.document);
      this.gekeken = null;
      if (this.iso) this.toonBeeld(this.iso, this.id);
      this.pasLetters();
    }

    // ---- from screen to screen

    // City, gebieden, and the wijken of the gap list on the date.
    rij(iso) {
      return [...this.vasteRij, ...this.verhaal.op(iso).orde.gaten.split(" ").filter(Boolean)];
    }

    // A wijk that is no gap has no place in the row: it is as if it came after the last one that had.
    onthoudPlek(zelfde) {
      const plek = this.rij(this.iso).indexOf(this.id);
      if (plek >= 0) this.laatste = plek;
      else if (this.laatste === null) this.laatste = this.vasteRij.length - 1;
      else if (zelfde && this.plek >= 0) this.laatste = this.plek - 1;
      this.plek = plek;
    }

    stap(kant) {
      if (!this.verhaal) return;
      const rij = this.rij(this.iso);
      const doel = this.plek >= 0 ? this.plek + kant : this.laatste + (kant > 0 ? 1 : 0);
      this.ga(rij[Math.max(0, Math.min(rij.length - 1, doel))]);
    }

    ga(id) {
      if (!this.schermen?.has(id) || id === this.id) return;
      this.lokaal = this.iso;
      this.toonBeeld(this.iso, id);
      clearTimeout(this.straks);
      // While the timeline plays, the outside hears of everything when it stops.
      if (this.tijdlijn.speelt) return;
      this.beweegt = true;
      this.straks = setTimeout(() => { if (!this.tijdlijn.speelt) this.meld(); }, RUST);
    }

    meld() {
      clearTimeout(this.straks);
      this.beweegt = false;
      this.staat.kies({ peildatum: this.iso, ...this.schermen.get(this.id).delen });
    }

    laatLos() {
      clearTimeout(this.straks);
      super.laatLos();
    }

    // ---- keys, finger, full screen

    // The map is a page of its own: keys that are pressed there mean the same.
    luister(plek) {
      const toets = (e) => {
        if (this.wortel.isConnected) this.toets(e);
        else plek.removeEventListener("keydown", toets);
      };
      plek.addEventListener("keydown", toets);
    }

    toets(e) {
      if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || !this.verhaal || !this.situaties) return;
      if (!this.zoeker.dicht) return;
      const opKnop = e.target.closest?.("button, a");
      const lijn = this.tijdlijn;
      const verandering = (kant) => { lijn.stop(); lijn.naar(lijn.buur(kant)); };
      const doel = {
        ArrowLeft: () => this.stap(-1), PageUp: () => this.stap(-1), ArrowRight: () => this.stap(1), PageDown: () => this.stap(1),
        Home: () => this.ga(this.rij(this.iso)[0]), End: () => this.ga(this.rij(this.iso).at(-1)),
        ArrowUp: () => verandering(-1), ArrowDown: () => verandering(1),
        " ": opKnop ? null : () => lijn.speelknop.click(),
        f: () => this.wisselVol(), F: () => this.wisselVol(), "/": () => this.zoeker.open(""),
      }[e.key] ?? (/^\p{L}$/u.test(e.key) ? () => this.zoeker.open(e.key) : null);
      if (!doel) return;
      e.preventDefault();
      doel();
    }

    luisterVeeg() {
      let begin = null;
      this.wortel.addEventListener("touchstart", (e) => {
        const vrij = e.touches.length === 1 && !e.target.closest(".wd-baan, .wd-zoek");
        begin = vrij ? e.touches[0] : null;
      }, { passive: true });
      this.wortel.addEventListener("touchend", (e) => {
        if (!begin) return;
        const [dx, dy] = [e.changedTouches[0].clientX - begin.clientX, e.changedTouches[0].clientY - begin.clientY];
        begin = null;
        if (Math.abs(dx) > VEEG && Math.abs(dx) > 2 * Math.abs(dy)) this.stap(dx < 0 ? 1 : -1);
      }, { passive: true });
    }

    wisselVol() {
      if (!document.fullscreenEnabled) return;
      // A browser may refuse, without harm: then the screen stays as it is.
      (document.fullscreenElement ? document.exitFullscreen() : this.wortel.requestFullscreen()).catch(() => {});
    }

    // ---- the size of the letters

    // As large as the statements that this screen ever makes leave room for: it keeps its size while time passes.
    pasLetters() {
      const hoogte = this.wortel.clientHeight;
      if (this.venster) this.venster.dekking.groot(Math.max(14, Math.round(Math.min(hoogte * 0.021, this.wortel.clientWidth * 0.018))));
      if (!this.verhaal || !this.schermen.has(this.id) || !hoogte) return;
      const ruimte = [this.spreek.clientWidth, this.spreek.clientHeight, hoogte].join();
      if (this.gepast?.ruimte === ruimte && this.gepast.id === this.id) return;
      this.gepast = { ruimte, id: this.id };
      const lengte = Math.round(hoogte);
      const positie = this.plekken.positie;
      this.spreek.classList.remove("breekt", "ruim");
      // How wide the buttons are depends on the letters of the computer.
      const rest = this.wortel.querySelector(".wd-bediening").getBoundingClientRect().left - this.spreek.getBoundingClientRect().left - 12;
      this.spreek.style.setProperty("--rest", `${Math.max(0, rest)}px`);
      // A place with a long name stands above the statement instead of beside the buttons.
      this.spreek.classList.toggle("ruim", positie.scrollHeight > positie.clientHeight + 1 || positie.scrollWidth > positie.clientWidth + 1);
      const alleUitspraken = this.uitspraken();
      const kleinste = (van) => alleUitspraken.reduce((tot, uitspraak) => {
        [positie.textContent, ...uitspraak].forEach((tekst, i) => { this.meet.children[i].textContent = tekst; });
        return tot && this.grootste(van, tot);
      }, lengte * GROOTSTE);
      let maat = kleinste(lengte * GEWOON);
      if (!maat) { // a name without a place to break: then anywhere
        this.spreek.classList.add("breekt");
        maat = kleinste(lengte * KLEINSTE) || lengte * KLEINSTE;
      }
      this.spreek.style.setProperty("--zin", `${maat}px`);
    }

    // Every statement that this screen makes, each once; the one with the most letters need not be the highest.
    uitspraken() {
      const van = (naam) => this.verhaal.velden.find((veld) => veld.deel === this.id && veld.naam === naam).waarden;
      const [standen, opgaven] = [van("stand"), van("opgave")];
      const paren = new Map(standen.map((stand, k) => [`${stand}\n${opgaven[k]}`, [stand, opgaven[k]]]));
      return [...paren.values()].map((paar) => paar.map((tekst) => bijeen(wd.gedateerd(tekst, "2888-09-30", this.verwacht))));
    }

    grootste(van, tot) {
      const past = (maat) => {
        this.meet.style.fontSize = `${maat}px`;
        return this.meet.scrollHeight <= this.spreek.clientHeight && this.meet.scrollWidth <= this.spreek.clientWidth;
      };
      for (let maat = Math.floor(tot); maat >= van; maat--) if (past(maat)) return maat;
      return 0;
    }
  };
})();
