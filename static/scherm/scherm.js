// The screen: puts texts and fragments in their place, moves the timeline, and hands statuses to the map page.
//
// It decides nothing. A plain script like `situaties.js`, `tijdlijn.js` and `lagen.js`, which it needs.
"use strict";

globalThis.wd ??= {};

(() => {
  // The page's typeface lives in this document only; the map page borrows it.
  function leenLettertype(ander) {
    const regels = [];
    for (const blad of document.styleSheets) {
      let inhoud = [];
      try { inhoud = [...blad.cssRules]; } catch { continue; } // a sheet of an extension may be closed
      for (const regel of inhoud) {
        if (!(regel instanceof CSSFontFaceRule) || !/Source Sans/.test(regel.style.getPropertyValue("font-family"))) continue;
        regels.push(regel.cssText.replace(/url\("?([^")]+)"?\)/g, (_, adres) => `url("${new URL(adres, blad.href || document.baseURI)}")`));
      }
    }
    ander.head.append(Object.assign(ander.createElement("style"), { textContent: regels.join("\n") }));
  }

  wd.Scherm = class {
    // wortel: the element `.wd` with its places; staat: the view, which says what is chosen and hears of other choices
    constructor(wortel, staat) {
      // `lokaal` is the date that the hand has brought on screen, before an answer to it; `beweegt` while the hand moves;
      // `zelfOpen` when the hand opened the tab since the last choice.
      Object.assign(this, { wortel, staat, plekken: {}, html: {}, venster: null, stand: null, lokaal: null, beweegt: false, zelfOpen: false });
      const tijdplek = wortel.querySelector("[data-plek=tijd]");
      if (tijdplek) {
        this.tijdlijn = new wd.Tijdlijn(
          tijdplek,
          (iso) => { this.beweegt = true; this.toonLokaal(iso); },
          (iso) => { this.beweegt = false; if (this.lokaal) this.kiesDag(iso); },
        );
      }
      // Without scripts nothing can be pressed; with them each group can.
      for (const groep of wortel.querySelectorAll(".wd-groeplijst span[data-kies]")) {
        const knop = Object.assign(document.createElement("button"), { type: "button" });
        Object.assign(knop.dataset, groep.dataset);
        knop.append(...groep.childNodes);
        groep.replaceWith(knop);
      }
      const lijstplek = wortel.querySelector("[data-plek=lijst]");
      if (lijstplek) this.lijst = new wd.Lijst(lijstplek, wortel.querySelector(".wd-filter"), () => this.staat.kies({ groep: "" }));
      const zoekplek = wortel.querySelector(".wd-zoek");
      if (zoekplek && lijstplek) this.zoeker = new wd.Zoeker(zoekplek, (delen) => this.staat.kies(delen));
      const lagenplek = wortel.querySelector(".wd-lagen");
      if (lagenplek) this.lagenlijst = new wd.Lagen(lagenplek, (lagen) => this.staat.kies({ lagen }));
      wortel.addEventListener("click", (e) => {
        const doel = e.target.closest("[data-wijk], [data-tab]");
        if (!doel) return;
        e.preventDefault(); // a link to a wijk is for a page without scripts
        if ("tab" in doel.dataset) this.kiesZelfTab(doel.dataset.tab);
        else this.kiesWijk(doel.dataset.wijk);
      });
      wortel.addEventListener("keydown", (e) => {
        if (e.target.getAttribute("role") !== "tab" || !["ArrowLeft", "ArrowRight"].includes(e.key)) return;
        const tabs = [...wortel.querySelectorAll("[role=tab]:not([hidden])")];
        const volgende = tabs[(tabs.indexOf(e.target) + (e.key === "ArrowRight" ? 1 : tabs.length - 1)) % tabs.length];
        this.kiesZelfTab(volgende.dataset.tab);
      });
    }

    // Whether the hand or play moves the timeline, for the style sheet too: what a server answers waits so long.
    get beweegt() { return this.wortel.classList.contains("wd-beweegt"); }

    set beweegt(ja) { this.wortel.classList.toggle("wd-beweegt", ja); }

    // ---- choosing

    // The chosen wijk once more lets it go.
    kiesWijk(code) { this.staat.kies({ wijk: code === this.staat.delen.wijk ? "" : code }); }

    kiesDag(peildatum) { this.staat.kies({ peildatum }); }

    // ---- the situation on a date, looked up in what Python computed for every change date

    vulTijdlijn(gegevens) {
      this.situaties = new wd.Situaties(gegevens);
      Object.assign(this, { vandaag: gegevens.nu[0], verwacht: gegevens.verwacht });
      this.tijdlijn.vul(gegevens);
      if (this.lokaal) this.toonLokaal(this.lokaal);
    }

    // What the timeline says of a wijk; asked for when it is chosen.
    vulWijk(wijk, velden) {
      this.vanWijk = { wijk, velden };
      if (this.lokaal) this.toonLokaal(this.lokaal);
    }

    // What is told of a date after today is expected.
    zekerOp(iso, zeker) { return iso > this.vandaag ? this.verwacht : zeker; }

    toonLokaal(iso) {
      this.lokaal = iso;
      if (!this.situaties) return;
      const { teksten, stand } = this.situaties.op(iso);
      const { wijk } = this.staat.delen;
      // Until it is here what is said of a wijk, the answer to its choice says it.
      if (!wijk) this.toonTeksten(teksten, iso);
      else if (this.vanWijk?.wijk === wijk) {
        this.vanWijk.situaties ??= new wd.Situaties({ momenten: this.situaties.momenten, velden: this.vanWijk.velden });
        this.toonTeksten({ ...teksten, ...this.vanWijk.situaties.op(iso).teksten }, iso);
      }
      // Between two changes only the date in the sentence differs.
      if (this.getoond?.stand === stand && this.getoond.vast === this.vast) return;
      this.toonStand({ ...this.vast, ...stand });
      this.getoond = { stand, vast: this.vast };
    }

    // Another view was chosen: what this page can show of it by itself, it shows at once. A hand on the timeline goes on,
    // unless what was chosen is a date, or the user went back.
    volgStaat(vorige, terug) {
      const { delen } = this.staat;
      this.zelfOpen = false;
      if (terug || vorige.peildatum !== delen.peildatum) this.laatLos();
      const zelfde = ["variant", "gebied", "bekend_op"].every((deel) => delen[deel] === this.beantwoord?.[deel]);
      this.getoond = null;
      if (this.tijdlijn && this.situaties && zelfde && !this.beweegt) {
        this.tijdlijn.toon(delen.peildatum);
        this.toonLokaal(delen.peildatum);
      } else if (this.stand) this.toonStand(this.stand);
    }

    // The answer to the view of this page.
    toonAntwoord(teksten, stand) {
      const { delen } = this.staat;
      this.vast = stand;
      this.beantwoord = { variant: delen.variant, gebied: delen.gebied, bekend_op: delen.bekend_op };
      // While a hand moves the timeline, what the hand shows is newer than this answer.
      if (this.beweegt) this.toonLokaal(this.lokaal);
      else {
        this.lokaal = null;
        if (teksten) this.toonTeksten(teksten);
        this.toonStand(stand);
        this.tijdlijn?.toon(delen.peildatum);
      }
    }

    // End what play, keys or hand were doing on the timeline.
    laatLos() {
      this.tijdlijn?.laatLos();
      this.beweegt = false;
    }

    // ---- plain texts, each in its place

    toonTeksten({ zeker, ...teksten }, iso) {
      for (const [naam, inhoud] of Object.entries(teksten)) {
        const tekst = iso ? wd.gedateerd(inhoud, iso, this.zekerOp(iso, zeker)) : inhoud;
        const plek = this.plekken[naam] ??= this.wortel.querySelector(`[data-w="${naam}"]`);
        // A number that is drawn: how wide its part of the bar is.
        if ("maat" in plek.dataset) plek.style.setProperty("--d", tekst);
        else if (plek.textContent !== tekst) plek.textContent = tekst;
      }
    }

    // ---- fragments of HTML, escaped where they were made

    toonFragmenten(fragmenten) {
      for (const [naam, html] of Object.entries(fragmenten)) {
        if (this.html[naam] === html) continue;
        this.html[naam] = html;
        const plek = this.wortel.querySelector(`[data-plek="${naam}"]`);
        const focus = plek.contains(document.activeElement) ? document.activeElement : null;
        plek.innerHTML = html;
        if (naam === "lijst") this.lijst?.vernieuw();
        if (naam === "tabs" && this.tab) this.kiesTab(this.tab); // new tabs, the same one open
        if (focus?.dataset.wijk !== undefined) plek.querySelector(`[data-wijk="${CSS.escape(focus.dataset.wijk)}"]`)?.focus({ preventScroll: true });
      }
    }

    kiesTab(naam, metFocus = false) {
      const tabs = [...this.wortel.querySelectorAll("[role=tab]")];
      const gekozen = tabs.find((tab) => tab.dataset.tab === naam && !tab.hidden) || tabs[0];
      this.tab = gekozen.dataset.tab;
      for (const tab of tabs) {
        const aan = tab === gekozen;
        tab.setAttribute("aria-selected", String(aan));
        tab.tabIndex = aan ? 0 : -1;
        this.wortel.querySelector(`[data-paneel="${tab.dataset.tab}"]`).hidden = !aan;
      }
      if (metFocus) gekozen.focus();
    }

    // The tab that the hand opens is newer than the one that goes with an answer to what was chosen before.
    kiesZelfTab(naam) {
      this.zelfOpen = true;
      this.kiesTab(naam, true);
    }

    // ---- the map page

    toonStand(stand, gekozen = this.staat.delen.wijk || "") {
      this.getoond = null;
      const groep = this.groep();
      this.lijst?.kies(groep, gekozen);
      this.stand = { ...stand, gekozen, alleen: groep?.klasse };
      if (this.lagenlijst) this.stand.lagen = this.lagenlijst.toon(this.staat.delen.lagen);
      if (this.venster) this.venster.dekking.toon(this.stand);
    }

    // The class and the name of the group that is chosen, null when none is.
    groep() {
      const { groep } = this.staat.delen;
      const knop = groep && this.wortel.querySelector(`button[data-kies="groep=${CSS.escape(groep)}"]`);
      return knop ? { klasse: knop.dataset.groep, naam: knop.lastElementChild.textContent } : null;
    }

    zetKaart(pagina) {
      const plek = this.wortel.querySelector("[data-plek=kaart]");
      const frame = document.createElement("iframe");
      frame.title = "Kaart van de wijken";
      frame.className = "wd-frame";
      frame.addEventListener("load", () => {
        const { dekking } = frame.contentWindow;
        frame.title = frame.contentDocument.title; // it knows of which city
        leenLettertype(frame.contentDocument);
        dekking.opKeuze((code) => this.kiesWijk(code));
        if (this.stand) dekking.toon(this.stand);
        this.venster = frame.contentWindow;
        // The former map stays until the new one is drawn: no blank moment when the registers change.
        [...plek.children].forEach((kind) => { if (kind !== frame) kind.remove(); });
        frame.classList.add("klaar");
        this.wortel.dataset.kaart = "klaar";
        this.kaartKlaar(frame.contentWindow);
      });
      frame.srcdoc = pagina;
      plek.append(frame);
    }

    kaartKlaar() {} // for a screen that wants more of the map than to show statuses
  };
})();
