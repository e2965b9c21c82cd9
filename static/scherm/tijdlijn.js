// The timeline: from a place on the line to a date and back. It knows dates and places; what they mean it is told.
//
// A plain script like `situaties.js`, which it needs.
"use strict";

globalThis.wd ??= {};

(() => {
  const DAG = 86_400_000;
  const MAANDEN = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
  const dagnummer = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAG);
  const isodag = (nummer) => new Date(nummer * DAG).toISOString().slice(0, 10);
  const SPEELTEMPO = 900; // ms per change
  const RUSTIG = 2200; // for who asked for less motion

  // From one coordinate to the other along a line through points; beyond an end it is the end.
  function langs(punten, van, naar, waarde) {
    const i = punten.findIndex((punt) => waarde <= punt[van]);
    if (i < 1) return punten.at(i)[naar];
    const [begin, eind] = [punten[i - 1], punten[i]];
    return begin[naar] + ((waarde - begin[van]) / (eind[van] - begin[van])) * (eind[naar] - begin[naar]);
  }

  wd.Tijdlijn = class {
    // wortel: an empty element; bijBeweging(iso) on every step, bijRust(iso) when the hand rests
    constructor(wortel, bijBeweging, bijRust) {
      Object.assign(this, { wortel, bijBeweging, bijRust, datum: null, gegevens: null, speelt: 0, rust: 0 });
      wortel.innerHTML = `<div class="wd-baan"><div class="wd-mijlpalen"></div>
        <svg class="wd-vlak" preserveAspectRatio="none" viewBox="0 0 1000 100" role="img"></svg><div class="wd-vlakwoorden" aria-hidden="true"></div>
        <svg class="wd-tikken" preserveAspectRatio="none" viewBox="0 0 1000 8" aria-hidden="true"><path/></svg>
        <div class="wd-fasen"></div>
        <div class="wd-loper"><div class="wd-knop" role="slider" tabindex="0" aria-label="Peildatum op de tijdlijn"></div></div></div>
        <div class="wd-tijdvoet"><button type="button" class="wd-speel"></button>
        <button type="button" class="wd-stap" data-stap="-1">◂ vorige verandering</button>
        <output class="wd-datum"></output>
        <button type="button" class="wd-stap" data-stap="1">volgende verandering ▸</button></div>`;
      this.baan = wortel.querySelector(".wd-baan");
      this.loper = wortel.querySelector(".wd-loper");
      this.knop = wortel.querySelector(".wd-knop");
      this.uitvoer = wortel.querySelector(".wd-datum");
      this.speelknop = wortel.querySelector(".wd-speel");
      this.toonSpeelknop();
      this.baan.addEventListener("pointerdown", (e) => this.pak(e));
      this.knop.addEventListener("keydown", (e) => this.toets(e));
      this.speelknop.addEventListener("click", () => (this.speelt ? this.stop() : this.speel()));
      wortel.querySelectorAll("[data-stap]").forEach((knop) => knop.addEventListener("click", () => {
        this.stop();
        if (this.gegevens) this.naar(this.buur(Number(knop.dataset.stap)));
      }));
      new ResizeObserver(() => this.plaatsWoorden()).observe(this.baan);
    }

    vul(gegevens) {
      if (this.gegevens === gegevens) return;
      this.gegevens = gegevens;
      this.punten = gegevens.schaal.map(([iso, plek]) => [dagnummer(iso), plek]);
      const fasen = this.wortel.querySelector(".wd-fasen");
      fasen.replaceChildren(...gegevens.fasen.map(([van, tot, naam, nummer]) => this.op(document.createElement("span"), van, tot, naam, `fase${nummer}`)));
      const tikken = new Set(gegevens.momenten.map((iso) => Math.round(this.plek(dagnummer(iso)) * 10000) / 10));
      this.wortel.querySelector(".wd-tikken path").setAttribute("d", [...tikken].map((x) => `M${x} 0v8`).join(""));
      this.wortel.querySelector(".wd-mijlpalen").replaceChildren(...[...gegevens.mijlpalen, gegevens.nu].map((m) => this.mijlpaal(m)));
      this.knop.setAttribute("aria-valuemin", this.punten[0][0]);
      this.knop.setAttribute("aria-valuemax", this.punten.at(-1)[0]);
      this.tekenVlak(gegevens.vlak);
      this.plaatsWoorden();
      if (this.datum) this.toon(this.datum);
    }

    // Layers on one another, in steps: between two changes nobody's number changes. What is unknown is left open.
    tekenVlak({ lagen, woorden, waar, zin }) {
      const { momenten } = this.gegevens;
      const x = (k) => (k ? Math.round(this.plek(dagnummer(momenten[k - 1])) * 1e4) / 10 : 0);
      const plekken = [...new Set(lagen.flatMap(([, wissels]) => wissels.map(([k]) => k)))].sort((a, b) => a - b);
      const stapels = plekken.map((k) => {
        let som = 0;
        return lagen.map(([, wissels]) => {
          const [, aantal] = wissels.findLast(([begin]) => begin <= k);
          return aantal === null ? null : [som, som += aantal];
        });
      });
      const hoogste = Math.max(1, ...stapels.flat().map((deel) => deel?.[1] ?? 0));
      const y = (aantal) => 100 - Math.round(aantal / hoogste * 1000) / 10;
      const vlak = this.wortel.querySelector(".wd-vlak");
      vlak.setAttribute("aria-label", zin);
      vlak.replaceChildren(...lagen.map(([sleutel], laag) => {
        const pad = document.createElementNS("http://www.w3.org/2000/svg", "path");
        pad.setAttribute("class", sleutel);
        pad.setAttribute("d", plekken.map((k, i) => {
          const deel = stapels[i][laag];
          return deel && deel[0] < deel[1] ? `M${x(k)} ${y(deel[0])}V${y(deel[1])}H${plekken[i + 1] ? x(plekken[i + 1]) : 1000}V${y(deel[0])}z` : "";
        }).join(""));
        return pad;
      }));
      this.wortel.querySelector(".wd-vlakwoorden").replaceChildren(...woorden.map(([iso, aantal], nummer) => {
        const woord = document.createElement("p");
        woord.append(Object.assign(document.createElement("b"), { textContent: aantal }));
        if (!nummer) woord.append(` in ${waar} `, Object.assign(document.createElement("span"), { textContent: "met steun of platform" }));
        const plek = this.plek(dagnummer(iso)) * 100;
        woord.style[nummer ? "left" : "right"] = `${nummer ? plek : 100 - plek}%`;
        return woord;
      }));
    }

    op(element, van, tot, naam, klasse) {
      const [links, rechts] = [this.plek(dagnummer(van)), this.plek(dagnummer(tot))];
      element.className = klasse;
      element.style.left = `${links * 100}%`;
      element.style.width = `${(rechts - links) * 100}%`;
      element.textContent = element.title = naam; // where there is no room for all of it, it ends in dots
      return element;
    }

    mijlpaal([iso, kort, omschrijving, belang]) {
      const knop = document.createElement("button");
      knop.type = "button";
      knop.dataset.datum = iso;
      knop.dataset.belang = belang;
      knop.style.left = `${this.plek(dagnummer(iso)) * 100}%`;
      knop.title = `${wd.inWoorden(iso)}: ${omschrijving}`;
      const [jaar, maand, dag] = iso.split("-");
      const naam = document.createElement("span");
      naam.textContent = belang === this.gegevens.nu[3] ? kort : `${Number(dag)} ${MAANDEN[maand - 1]} ${jaar} ${kort}`;
      knop.append(naam);
      // Who speaks to the computer says what stands there: the name begins with it.
      knop.setAttribute("aria-label", `${naam.textContent}, ${knop.title}`);
      knop.addEventListener("pointerdown", (e) => e.stopPropagation());
      knop.addEventListener("click", (e) => { this.stop(); this.naar(this.bedoeld(e, knop).dataset.datum); });
      return knop;
    }

    // The mark that a press means: the one whose name or key was pressed, else the nearest of all that reach there.
    bedoeld(e, knop) {
      if (!e.detail || e.target !== knop) return knop;
      const afstand = (ander) => { const vak = ander.getBoundingClientRect(); return Math.abs((vak.left + vak.right) / 2 - e.clientX); };
      return [...this.wortel.querySelectorAll(".wd-mijlpalen button")].reduce((beste, ander) => (afstand(ander) < afstand(beste) ? ander : beste), knop);
    }

    // Names that would cover each other or a mark are left out, the most important first; their marks and tips stay.
    plaatsWoorden() {
      const knoppen = [...this.wortel.querySelectorAll(".wd-mijlpalen button")];
      const vlak = this.baan.getBoundingClientRect();
      const bezet = [];
      const binnen = (vak) => vak.left >= vlak.left && vak.right <= vlak.right;
      for (const knop of knoppen) knop.classList.remove("naamloos", "links");
      for (const knop of knoppen.sort((a, b) => a.dataset.belang - b.dataset.belang)) {
        const past = () => {
          const [maat, eigen] = [knop.firstChild.getBoundingClientRect(), knop.getBoundingClientRect()];
          const streep = (eigen.left + eigen.right) / 2;
          const vak = { left: Math.min(maat.left, streep), right: Math.max(maat.right, streep) };
          if (!binnen(maat) || bezet.some((r) => vak.left < r.right + 6 && vak.right + 6 > r.left)) return false;
          bezet.push(vak);
          return true;
        };
        if (past()) continue;
        knop.classList.add("links");
        if (!past()) knop.classList.add("naamloos");
      }
      for (const woord of this.wortel.querySelectorAll(".wd-vlakwoorden p")) {
        woord.className = "";
        const past = (vak) => binnen(vak) && vak.top >= vlak.top;
        for (const minder of ["smal", "kort", "weg"]) if (!past(woord.getBoundingClientRect())) woord.classList.add(minder);
      }
    }

    // ---- between a day and its place

    plek(nummer) { return langs(this.punten, 0, 1, nummer); }

    dag(plek) { return Math.round(langs(this.punten, 1, 0, plek)); }

    // ---- moving

    toon(iso) {
      this.datum = iso;
      if (!this.gegevens) return;
      const [nu, woord] = this.gegevens.nu;
      const mijlpaal = [...this.gegevens.mijlpalen].find(([dag]) => dag === iso);
      const woorden = wd.inWoorden(iso) + (mijlpaal ? ` · ${mijlpaal[2]}` : iso === nu ? ` · ${woord}` : "");
      this.loper.style.transform = `translateX(${this.plek(dagnummer(iso)) * 100}%)`;
      this.knop.setAttribute("aria-valuenow", dagnummer(iso));
      this.knop.setAttribute("aria-valuetext", woorden);
      this.uitvoer.textContent = woorden;
    }

    naar(iso) {
      if (!iso || iso === this.datum) return;
      this.toon(iso);
      this.bijBeweging(iso);
      this.wortel.dispatchEvent(new CustomEvent("wd-datum", { detail: iso, bubbles: true })); // for who shows the date elsewhere
      clearTimeout(this.rust);
      // While playing, the hand does not rest: Python hears only where it ends.
      if (!this.sleept && !this.speelt) this.rust = setTimeout(() => this.bijRust(this.datum), 250);
    }

    buur(stap) {
      const { momenten } = this.gegevens;
      const k = wd.nummerVan(momenten, this.datum);
      if (stap > 0) return momenten[k] ?? this.datum;
      const voor = momenten[k - 1] === this.datum ? k - 2 : k - 1;
      return momenten[voor] ?? isodag(this.punten[0][0]);
    }

    mijlpaalNaast(stap) {
      const dagen = this.gegevens.mijlpalen.map(([dag]) => dag);
      return stap > 0 ? dagen.find((dag) => dag > this.datum) : dagen.findLast((dag) => dag < this.datum);
    }

    toets(e) {
      const doel = {
        ArrowRight: () => this.buur(1), ArrowUp: () => this.buur(1), ArrowLeft: () => this.buur(-1), ArrowDown: () => this.buur(-1),
        PageUp: () => this.mijlpaalNaast(1), PageDown: () => this.mijlpaalNaast(-1),
        Home: () => isodag(this.punten[0][0]), End: () => isodag(this.punten.at(-1)[0]),
      }[e.key];
      if (!doel || !this.gegevens) return;
      e.preventDefault();
      this.stop();
      this.naar(doel());
    }

    pak(e) {
      if (e.button || !this.gegevens) return;
      this.stop();
      this.sleept = true;
      this.baan.setPointerCapture(e.pointerId);
      const vlak = this.baan.getBoundingClientRect();
      const volg = (ev) => this.naar(isodag(this.dag(Math.min(1, Math.max(0, (ev.clientX - vlak.left) / vlak.width)))));
      const los = () => {
        this.sleept = false;
        this.baan.removeEventListener("pointermove", volg);
        this.bijRust(this.datum);
      };
      this.baan.addEventListener("pointermove", volg);
      this.baan.addEventListener("lostpointercapture", los, { once: true });
      volg(e);
      this.knop.focus({ preventScroll: true });
      e.preventDefault();
    }

    speel() {
      if (!this.gegevens) return;
      const laatste = this.gegevens.momenten.at(-1);
      const tempo = matchMedia("(prefers-reduced-motion: reduce)").matches ? RUSTIG : SPEELTEMPO;
      this.speelt = setInterval(() => this.tik(), tempo);
      this.toonSpeelknop();
      // At the end it starts again where the wide part of the line begins.
      if (this.datum >= laatste) this.naar(this.gegevens.schaal.findLast(([, plek]) => plek < 0.5)[0]);
      else this.tik();
    }

    tik() {
      if (this.datum >= this.gegevens.momenten.at(-1)) this.stop();
      else this.naar(this.buur(1));
    }

    stop() {
      if (!this.speelt) return;
      this.laatLos();
      this.bijRust(this.datum);
    }

    // End what play or the keys were doing, without a word to Python.
    laatLos() {
      clearInterval(this.speelt);
      clearTimeout(this.rust);
      this.speelt = 0;
      this.toonSpeelknop();
    }

    toonSpeelknop() {
      this.speelknop.textContent = this.speelt ? "❚❚ Pauze" : "▶ Speel af";
    }
  };
})();
