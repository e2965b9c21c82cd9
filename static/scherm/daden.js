// What can be done on a page: its buttons and forms ask Python for something, and ask again until it has answered. What is
// asked meanwhile waits: a message would break off the answer to the one before. What is asked twice is done once.
//
//   data-doe="gestopt" data-op="raad"    a button or a form: what to do, and to what; the fields of the form go along
//   data-met="wd-bron"                   a field elsewhere that goes along, and may not be empty
//   data-deel="rij-raad"                 a part that Python draws anew by itself: what is the same stays as it is
//   data-vouw="vorm-raad"                a button that unfolds an element and goes there; Escape folds it away
//   data-bezig                           where in a part it is said that the answer is on its way
//   data-nummer="41"                     on the page: the number of the register that it shows
"use strict";

globalThis.wd ??= {};

(() => {
  const BEZIG = "Bezig …";
  const VERBROKEN = "Er is geen verbinding met de server. Laat deze pagina open: zodra zij er weer is, gaat het vanzelf verder.";
  const VELDEN = "input, select, textarea";

  const sjabloon = (html) => Object.assign(document.createElement("template"), { innerHTML: html }).content;
  // What the user unfolded stays so.
  function houdOpen(oud, nieuw) {
    const koppen = (wortel) => [wortel, ...wortel.querySelectorAll("details")].filter((e) => e.matches("details"));
    const naam = (details) => details.querySelector("summary").textContent.replace(/\d+/g, "");
    const open = new Set(koppen(oud).filter((e) => e.open).map(naam));
    for (const details of koppen(nieuw)) if (open.has(naam(details))) details.open = true;
  }
  const deelVan = (element) => element.closest("[data-deel]");

  wd.Daden = class {
    // wortel: the frame; verbonden(): whether Python can be told now what is asked, with `stuur(list)`
    constructor(wortel, verbonden) {
      Object.assign(this, { wortel, verbonden, merk: wd.merk(), open: [], onderweg: [], delen: new Map(), geraamte: "" });
      this.inhoud = document.createElement("div");
      this.status = Object.assign(document.createElement("p"), { className: "wd-verborgen" });
      this.status.setAttribute("role", "status");
      wortel.replaceChildren(this.inhoud, this.status);
      wortel.addEventListener("click", (e) => this.geklikt(e));
      wortel.addEventListener("submit", (e) => { e.preventDefault(); this.doe(e.target); });
      wortel.addEventListener("keydown", (e) => { if (e.key === "Escape") this.vouwDicht(e.target); });
      wortel.addEventListener("input", ({ target }) => this.toonFout(target, ""));
    }

    // gedaan: the keys that were answered; melding: what is said of it; focus: where to go then
    toon({ html, gedaan, melding, focus }) {
      const beantwoord = this.open.filter((een) => gedaan.includes(een.sleutel) && this.onderweg.includes(een));
      this.open = this.open.filter((een) => !beantwoord.includes(een));
      this.onderweg = this.onderweg.filter((een) => !beantwoord.includes(een));
      this.werkBij(html);
      if (beantwoord.length) {
        this.status.textContent = melding;
        const plek = focus ? this.inhoud.querySelector(`#${CSS.escape(focus)}`) : null;
        plek?.focus({ preventScroll: true });
        plek?.scrollIntoView({ block: "nearest" });
      }
      if (!this.onderweg.length) this.verzend();
    }

    // Tell all that has not been answered; also again, when Python rests and an answer did not come.
    verzend() {
      if (!this.open.length || !this.verbonden()) return;
      this.onderweg = this.open;
      this.stuur(this.open.map(({ sleutel, doe, op, nummer, velden }) => ({ sleutel, doe, op, nummer, velden })));
    }

    // Draw anew what is another part than stands there: the rest keeps its place, its focus and what was typed.
    werkBij(html) {
      const nieuw = sjabloon(html);
      const delen = new Map([...nieuw.querySelectorAll("[data-deel]")].map((deel) => [deel.dataset.deel, deel.outerHTML]));
      for (const deel of nieuw.querySelectorAll("[data-deel]")) deel.replaceWith(deel.dataset.deel);
      const houder = document.createElement("div");
      houder.append(nieuw);
      if (houder.innerHTML === this.geraamte) {
        for (const deel of this.inhoud.querySelectorAll("[data-deel]")) this.vervang(deel, delen.get(deel.dataset.deel));
      } else this.vervangAlles(html);
      Object.assign(this, { delen, geraamte: houder.innerHTML });
    }

    vervang(deel, html) {
      const wacht = this.open.some(({ deel: naam }) => naam === deel.dataset.deel);
      const anders = this.delen.get(deel.dataset.deel) !== html;
      if (wacht || (!anders && deel.getAttribute("aria-busy") !== "true")) return;
      const nieuw = sjabloon(html).firstElementChild;
      houdOpen(deel, nieuw);
      deel.replaceWith(nieuw);
    }

    vervangAlles(html) {
      const getypt = [...this.inhoud.querySelectorAll(VELDEN)].filter((veld) => veld.id && veld.value !== veld.defaultValue);
      const focus = this.inhoud.contains(document.activeElement) ? document.activeElement.id : "";
      const nieuw = document.createElement("div");
      nieuw.innerHTML = html;
      houdOpen(this.inhoud, nieuw);
      this.inhoud.replaceChildren(...nieuw.childNodes);
      for (const oud of getypt) {
        const veld = this.inhoud.querySelector(`#${CSS.escape(oud.id)}`);
        if (veld && veld.defaultValue === oud.defaultValue) veld.value = oud.value;
      }
      if (focus) this.inhoud.querySelector(`#${CSS.escape(focus)}`)?.focus({ preventScroll: true });
    }

    geklikt({ target }) {
      const vouw = target.closest("[data-vouw]");
      if (vouw) this.vouw(vouw);
      const knop = target.closest("button[data-doe]");
      if (knop) this.doe(knop);
    }

    doe(wat) {
      const deel = deelVan(wat);
      if (deel?.getAttribute("aria-busy") === "true" || this.mist(wat)) return;
      const { doe, op = "", met } = wat.dataset;
      const velden = wat.matches("form") ? Object.fromEntries(new FormData(wat)) : {};
      const veld = met && this.inhoud.querySelector(`#${CSS.escape(met)}`);
      if (veld) velden[veld.name] = veld.value;
      const nummer = Number(this.inhoud.querySelector("[data-nummer]").dataset.nummer);
      // What is asked of the same thing on the same register is the same; what only looks may be asked again.
      const sleutel = [this.merk, nummer, doe, op].join(" ");
      this.open = [...this.open.filter((een) => een.sleutel !== sleutel), { sleutel, doe, op, nummer, velden, deel: deel?.dataset.deel }];
      if (deel) this.toonBezig(deel);
      if (!this.verbonden()) this.status.textContent = VERBROKEN;
      else if (!this.onderweg.length) this.verzend();
    }

    toonBezig(deel) {
      deel.setAttribute("aria-busy", "true");
      const plek = deel.querySelector("[data-bezig]");
      if (plek) plek.textContent = this.verbonden() ? BEZIG : VERBROKEN;
    }

    // Whether a field that goes along is still empty: then the user is brought there.
    mist({ dataset: { met } }) {
      const veld = met && this.inhoud.querySelector(`#${CSS.escape(met)}`);
      if (!veld || veld.value.trim()) return false;
      this.toonFout(veld, "Vul dit eerst in.");
      veld.focus();
      return true;
    }

    toonFout(veld, tekst) {
      const plek = veld.getAttribute("aria-describedby") && this.inhoud.querySelector(`#${CSS.escape(veld.getAttribute("aria-describedby"))}`);
      if (!plek) return;
      plek.textContent = tekst;
      if (tekst) veld.setAttribute("aria-invalid", "true");
      else veld.removeAttribute("aria-invalid");
    }

    vouw(knop) {
      const plek = this.inhoud.querySelector(`#${CSS.escape(knop.dataset.vouw)}`);
      if (!plek.hidden) return this.vouwDicht(plek);
      plek.hidden = false;
      knop.setAttribute("aria-expanded", "true");
      plek.querySelector(VELDEN)?.select?.();
      plek.querySelector(VELDEN)?.focus();
    }

    vouwDicht(element) {
      const plek = element.closest("[data-vouwbaar]");
      if (!plek) return;
      plek.hidden = true;
      const knop = this.inhoud.querySelector(`[aria-controls="${CSS.escape(plek.id)}"]`);
      knop.setAttribute("aria-expanded", "false");
      knop.focus();
    }
  };
})();
