// The choice of a werkgebied: buurten on a map or in a list. Both show one choice, and so do the names above them.
//
// A plain script. `web/werkgebied.py` makes what it works on.
"use strict";

globalThis.wd ??= {};

(() => {
  const MEESTE = 3; // so many wijken are named
  const NIETS = "Nog geen buurt gekozen. Klik op de kaart, of kies in de lijst.";
  const WIJS_AAN = "Wijs een buurt aan om haar naam te zien.";
  const PIJLEN = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  const getal = (aantal) => String(aantal).replace(/\B(?=(\d{3})+$)/g, ".");
  const telwoord = (aantal, een, meer) => `${getal(aantal)} ${aantal === 1 ? een : meer}`;
  const met = (soort, eigenschappen = {}) => Object.assign(document.createElement(soort), eigenschappen);

  function opsomming(namen) {
    if (namen.length > MEESTE) return `${namen.slice(0, MEESTE).join(", ")} en nog ${namen.length - MEESTE}`;
    return namen.length < 2 ? namen.join("") : `${namen.slice(0, -1).join(", ")} en ${namen.at(-1)}`;
  }

  wd.Werkgebied = class {
    // wortel: the element `.wd-werkgebied`; codes: what is chosen, a wijkcode for all buurten of it; bijKeuze(codes of
    // buurten) when the user chose
    constructor(wortel, codes, bijKeuze) {
      Object.assign(this, { wortel, bijKeuze });
      this.zoekveld = wortel.querySelector("[type=search]");
      this.gevonden = wortel.querySelector("[data-gevonden]");
      this.chips = wortel.querySelector(".wd-gekozen");
      this.aangewezen = wortel.querySelector("[data-aangewezen]");
      this.wijken = [...wortel.querySelectorAll("[data-wijk]")].map((plek) => this.wijk(plek));
      this.buurten = new Map(this.wijken.flatMap((wijk) => wijk.buurten.map((buurt) => [buurt.code, buurt])));
      this.maakKaart();
      for (const { code, vak, wijk } of this.buurten.values()) vak.checked = codes.includes(code) || codes.includes(wijk.code);
      for (const wijk of this.wijken) wijk.blad.open = wijk.buurten.some(({ vak }) => vak.checked) && !this.isHeel(wijk);
      wortel.addEventListener("change", (e) => this.vink(e.target));
      this.zoekveld.addEventListener("input", () => this.zoek());
      this.zoekveld.addEventListener("keydown", (e) => this.toetsZoek(e));
      this.chips.addEventListener("click", (e) => this.haalWeg(e.target.closest("button")));
      this.toon();
    }

    wijk(plek) {
      const heel = plek.querySelector("[data-heel]");
      const wijk = { plek, heel, code: plek.dataset.wijk, ook: plek.querySelector("[data-ook]"), blad: plek.querySelector("details") };
      wijk.naam = heel.nextElementSibling.textContent;
      wijk.buurten = [...wijk.blad.querySelectorAll("input")].map((vak) => ({
        vak, wijk, code: vak.value, naam: vak.nextElementSibling.textContent, woorden: vak.nextElementSibling.nextElementSibling.textContent,
      }));
      return wijk;
    }

    get codes() {
      return [...this.buurten.values()].filter(({ vak }) => vak.checked).map(({ code }) => code).sort();
    }

    isHeel({ buurten }) {
      return buurten.every(({ vak }) => vak.checked);
    }

    // ---- choosing

    vink(vak) {
      const wijk = this.wijken.find(({ heel }) => heel === vak);
      if (wijk) for (const buurt of wijk.buurten) buurt.vak.checked = vak.checked;
      if (wijk || this.buurten.has(vak.value)) this.gekozen();
    }

    wissel(buurt) {
      buurt.vak.checked = !buurt.vak.checked;
      this.gekozen();
    }

    gekozen() {
      this.toon();
      this.bijKeuze(this.codes);
    }

    // The next name gets the focus, so that several can go one after another.
    haalWeg(knop) {
      if (!knop) return;
      const plek = [...this.chips.children].indexOf(knop.parentElement);
      for (const { vak } of knop.buurten) vak.checked = false;
      this.gekozen();
      const over = this.chips.children;
      (over[Math.min(plek, over.length - 1)]?.querySelector("button") ?? this.zoekveld).focus();
    }

    // ---- showing

    toon() {
      const delen = []; // what is chosen: whole wijken, and buurten of others
      for (const wijk of this.wijken) {
        const leden = wijk.buurten.filter(({ vak }) => vak.checked);
        const heel = leden.length === wijk.buurten.length;
        Object.assign(wijk.heel, { checked: heel, indeterminate: leden.length > 0 && !heel });
        if (heel) delen.push({ wijk, naam: `${wijk.naam} (hele wijk)`, buurten: leden, aantal: wijk.heel.dataset.inwoners });
        else for (const buurt of leden) delen.push({ wijk, naam: buurt.naam, buurten: [buurt], aantal: buurt.vak.dataset.inwoners });
      }
      this.toonChips(delen);
      this.toonSom(delen);
      for (const { code, vak } of this.buurten.values()) this.paden.get(code)?.setAttribute("aria-checked", String(vak.checked));
    }

    toonChips(delen) {
      this.chips.replaceChildren(...delen.map(({ naam, buurten }) => {
        const knop = met("button", { type: "button", textContent: naam, buurten });
        knop.setAttribute("aria-label", `Haal ${naam} weg`);
        const plek = met("li");
        plek.append(knop);
        return plek;
      }));
      this.chips.hidden = !delen.length;
    }

    toonSom(delen) {
      const buurten = delen.flatMap((deel) => deel.buurten);
      const bekend = delen.filter(({ aantal }) => aantal !== "").reduce((som, { aantal }) => som + Number(aantal), 0);
      const onbekend = delen.some(({ aantal }) => aantal === "");
      const inwoners = telwoord(bekend, "inwoner", "inwoners");
      const hoeveel = onbekend && !bekend ? "aantal inwoners onbekend" : `${onbekend ? "ten minste " : ""}${inwoners}`;
      const namen = [...new Set(delen.map(({ wijk }) => wijk.naam))];
      const zin = `${opsomming(namen)}, ${telwoord(buurten.length, "buurt", "buurten")}, ${hoeveel}.`;
      this.wortel.querySelector(".wd-gekozensom").textContent = delen.length ? zin : NIETS;
    }

    // ---- the map: for the keyboard it is one stop, and the arrows go to the nearest buurt on that side

    maakKaart() {
      const kaart = this.kaart = this.wortel.querySelector("svg");
      kaart.setAttribute("role", "group");
      kaart.setAttribute("aria-label", "Kaart van de buurten; met de pijltoetsen gaat u naar een buurt ernaast");
      this.paden = new Map([...kaart.querySelectorAll("[data-code]")].map((pad) => [pad.dataset.code, pad]));
      for (const [code, pad] of this.paden) {
        const buurt = this.buurten.get(code);
        pad.setAttribute("role", "checkbox");
        pad.setAttribute("tabindex", "-1");
        pad.setAttribute("aria-label", `${buurt.naam}, ${buurt.wijk.naam}, ${buurt.woorden}`);
      }
      [...this.paden.values()][0]?.setAttribute("tabindex", "0");
      // Over all others, or its neighbours would lie over its line.
      this.rand = kaart.appendChild(document.createElementNS(kaart.namespaceURI, "path"));
      this.rand.classList.add("wd-aangewezen");
      const buurtVan = (e) => this.buurten.get(e.target.dataset?.code);
      kaart.addEventListener("click", (e) => { if (buurtVan(e)) this.wissel(buurtVan(e)); });
      kaart.addEventListener("pointerover", (e) => this.wijsAan(buurtVan(e)));
      kaart.addEventListener("pointerleave", () => this.wijsAan(this.buurten.get(document.activeElement?.dataset?.code)));
      kaart.addEventListener("focusin", (e) => this.wijsAan(buurtVan(e)));
      kaart.addEventListener("focusout", () => this.wijsAan());
      kaart.addEventListener("keydown", (e) => this.toetsKaart(e, buurtVan(e)));
      this.wijsAan();
    }

    wijsAan(buurt) {
      this.rand.setAttribute("d", buurt ? this.paden.get(buurt.code).getAttribute("d") : "");
      this.aangewezen.textContent = buurt ? this.paden.get(buurt.code).getAttribute("aria-label") : WIJS_AAN;
    }

    toetsKaart(e, buurt) {
      if (!buurt) return;
      if (e.key === " " || e.key === "Enter") this.wissel(buurt);
      else if (PIJLEN[e.key]) this.ga(this.paden.get(buurt.code), PIJLEN[e.key]);
      else return;
      e.preventDefault();
    }

    // Straight on before aside: only when nothing lies ahead, what lies more to the side.
    ga(van, [dx, dy]) {
      const midden = (pad) => { const { x, y, width, height } = pad.getBBox(); return [x + width / 2, y + height / 2]; };
      const [x0, y0] = midden(van);
      const verder = [...this.paden.values()].map((pad) => {
        const [x, y] = midden(pad);
        return { pad, heen: (x - x0) * dx + (y - y0) * dy, opzij: Math.abs((x - x0) * dy) + Math.abs((y - y0) * dx) };
      }).filter(({ heen }) => heen > 0.5);
      const recht = verder.filter(({ heen, opzij }) => heen >= opzij);
      const [naar] = (recht.length ? recht : verder).sort((a, b) => a.heen + a.opzij - b.heen - b.opzij);
      if (!naar) return;
      van.setAttribute("tabindex", "-1");
      naar.pad.setAttribute("tabindex", "0");
      naar.pad.focus();
    }

    // ---- the list

    zoek() {
      const woorden = wd.woordenVan(this.zoekveld.value);
      const begint = (woord, een) => een.startsWith(woord);
      const bijna = (woord, een) => begint(woord, een) || (woord.length > 3 && wd.bijna(woord, een));
      // A letter may be wrong only when there is nothing else.
      const hits = woorden.length && (this.filter(woorden, begint) || this.filter(woorden, bijna));
      if (!woorden.length) this.filter([], begint);
      this.gevonden.textContent = !woorden.length ? "" : hits ? `${hits} gevonden` : "Niets gevonden met deze naam.";
    }

    // Show what has all words, and return how many wijken and buurten that are; no words show all.
    filter(woorden, past) {
      const heeft = (tekst) => woorden.every((woord) => wd.woordenVan(tekst).some((een) => past(woord, een)));
      let hits = 0;
      for (const wijk of this.wijken) {
        const [zelf, ook] = [heeft(wijk.naam), heeft(`${wijk.naam} ${wijk.ook.textContent}`)];
        const treffers = wijk.buurten.filter(({ naam }) => heeft(naam));
        for (const buurt of wijk.buurten) buurt.vak.parentElement.hidden = !ook && !treffers.includes(buurt);
        wijk.plek.hidden = !ook && !treffers.length;
        wijk.ook.hidden = zelf || !ook;
        wijk.blad.open = woorden.length ? treffers.length > 0 : wijk.heel.indeterminate;
        hits += (ook ? 1 : 0) + treffers.length;
      }
      return hits;
    }

    // Enter goes to the first that was found; it never sends a form.
    toetsZoek(e) {
      const woorden = wd.woordenVan(this.zoekveld.value);
      if (e.key === "Escape" && this.zoekveld.value) {
        this.zoekveld.value = "";
        this.zoek();
      } else if (e.key === "Enter") {
        const vakken = [...this.wortel.querySelectorAll(".wd-kieswijken input")].filter((vak) => vak.checkVisibility());
        const heeft = ({ nextElementSibling: { textContent } }) => woorden.every((woord) => wd.woordenVan(textContent).some((een) => een.startsWith(woord)));
        if (woorden.length) (vakken.find(heeft) ?? vakken[0])?.focus();
      } else return;
      e.preventDefault();
    }
  };
})();
