// The page Register: a form that keeps what was typed. Python judges and saves; what is typed stays here, in a draft, until
// it has been saved: also when the server starts anew, a colleague saves, or another page is opened.
//
//   data-plek="kop|lijst|formulier|melding|gevolg|bewaren"   where Python's fragments go
//   data-zeef="tekst|gebied|soort|onzeker"           what the list of rows is sifted by
"use strict";

globalThis.wd ??= {};

(() => {
  const CONCEPT = "wijkdekking-concept ";
  const [KOLOM, KIES] = ["rij.", "kies."]; // before a column: its field, and what was chosen of it after a conflict
  let gevraagd = ""; // the last request of this page, so that an answer to it is acted upon once

  const lees = (sleutel) => {
    try { return JSON.parse(sessionStorage.getItem(CONCEPT + sleutel)); } catch { return null; }
  };
  const schrijf = (sleutel, concept) => {
    try {
      if (concept) sessionStorage.setItem(CONCEPT + sleutel, JSON.stringify(concept));
      else sessionStorage.removeItem(CONCEPT + sleutel);
    } catch { /* blocked or full: then what is typed is kept as long as this page is open */ }
  };

  wd.Formulier = class {
    // wortel: the frame with its places; staat: the view; vraag(name, text): tell Python, "bekeken" stays, "bewaar" is once
    constructor(wortel, staat, vraag) {
      Object.assign(this, { wortel, staat, vraag, sleutel: "", getoond: {}, merk: "" });
      wortel.addEventListener("submit", (e) => { e.preventDefault(); this.doe(e.submitter?.value ?? "bekijk"); });
      wortel.addEventListener("input", (e) => this.getypt(e));
      wortel.addEventListener("click", (e) => this.geklikt(e));
      // In the last field Enter saves what was looked at; by itself it presses the first button of the form.
      wortel.addEventListener("keydown", (e) => {
        if (e.key !== "Enter" || e.target.name !== "waarom" || e.isComposing) return;
        e.preventDefault();
        this.doe(wortel.querySelector("button[value=bewaar]").disabled ? "bekijk" : "bewaar");
      });
    }

    plek(naam) { return this.wortel.querySelector(`[data-plek=${naam}]`); }

    get formulier() { return this.wortel.querySelector("form"); }

    // Put a fragment in its place, when it is another one than stands there.
    zet(naam, html) {
      if (this.getoond[naam] === html) return false;
      this.getoond[naam] = html;
      this.plek(naam).innerHTML = html;
      return true;
    }

    // gebied: the HTML in which an area is chosen
    toon({ kop, lijst, formulier, uitkomst }, gebied) {
      this.gebied = gebied;
      this.zet("kop", kop);
      this.toonLijst(lijst);
      if (formulier.sleutel !== this.sleutel) {
        this.opent(formulier);
        if (this.gevuld) this.naarEerste();
      }
      this.gevuld = true; // from here on a form opens because somebody asked for it
      this.wortel.removeAttribute("aria-busy");
      this.toonUitkomst(uitkomst);
      wd.toonKeuzes(this.wortel, this.staat.delen);
    }

    opent({ sleutel, html }) {
      this.sleutel = sleutel;
      this.plek("formulier").innerHTML = html;
      this.zet("gevolg", "");
      this.zet("bewaren", "");
      if (!sleutel) return;
      this.zet("melding", "");
      if (!this.formulier) return; // its row is not there
      this.laatste = html;
      const concept = lees(sleutel);
      if (concept) this.vul(concept.velden);
      for (const plek of this.formulier.querySelectorAll(".wd-kiesplek")) this.laatKiezen(plek);
      // A merk tells one change from another; `geprobeerd` is whether the server was asked to save it.
      Object.assign(this, { merk: concept?.merk ?? wd.merk(), geprobeerd: Boolean(concept?.geprobeerd), waarom: concept?.velden.waarom });
      this.formulier.querySelector(".wd-concept").hidden = !concept;
    }

    vul(velden) {
      for (const [naam, waarde] of Object.entries(velden)) {
        if (naam.startsWith(KIES)) this.onthoud(naam, waarde);
        const veld = this.formulier.elements[naam];
        if (veld) veld.value = waarde;
      }
    }

    // The field holds what the register has of it, until the user chooses buurten.
    laatKiezen(plek) {
      const veld = plek.previousElementSibling;
      plek.innerHTML = this.gebied;
      this.kiezer = new wd.Werkgebied(plek.firstElementChild, veld.value.split(" "), (gekozen) => {
        veld.value = gekozen.join(" ");
        this.getypt({ target: veld });
      });
    }

    naarEerste() {
      this.formulier?.querySelector(":is(input:not([type=hidden]), select, textarea)")?.focus();
    }

    // Of two fields with one name the last counts: after a conflict that is what the user has been shown and chose.
    velden() { return Object.fromEntries(new FormData(this.formulier)); }

    // What the effect depends on: equal texts have been looked at together.
    get inhoud() {
      return JSON.stringify(Object.entries(this.velden()).filter(([naam]) => !["waarom", "bekeken", "versie"].includes(naam)));
    }

    // The conflict goes when its effect is looked at; what the user chose there stays with the form.
    beslecht() {
      const velden = this.velden();
      for (const naam of Object.keys(velden)) if (naam === "versie" || naam.startsWith(KIES)) this.onthoud(naam, velden[naam]);
    }

    onthouden(naam) { return this.formulier.querySelector(`input[type=hidden][name="${CSS.escape(naam)}"]`); }

    onthoud(naam, waarde) {
      const veld = this.onthouden(naam)
        ?? this.formulier.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: naam }));
      veld.value = waarde;
    }

    getypt({ target }) {
      if (target.dataset.zeef) this.zeef();
      if (!target.name || !this.formulier || target.form !== this.formulier) return;
      // Another text is another change, also when the former one was saved and nobody was told.
      if (this.geprobeerd) Object.assign(this, { geprobeerd: false, merk: wd.merk() });
      // Whoever types in a column again no longer leaves it as it is.
      if (target.name.startsWith(KOLOM)) this.onthouden(KIES + target.name.slice(KOLOM.length))?.remove();
      if (target.name === "waarom") this.waarom = target.value;
      this.bewaarConcept();
      target.removeAttribute("aria-invalid");
      this.verouder();
    }

    bewaarConcept() {
      const { merk, geprobeerd, waarom } = this;
      schrijf(this.sleutel, { velden: { waarom, ...this.velden() }, merk, geprobeerd });
    }

    // What has been looked at may no longer be what would be saved: typed while the answer was on its way, for one.
    verouder() {
      const knop = this.wortel.querySelector("button[value=bewaar]");
      const oud = Boolean(knop) && this.bekeken !== this.inhoud;
      if (knop) knop.disabled = oud;
      this.plek("gevolg").classList.toggle("wd-oud-gevolg", oud);
    }

    geklikt({ target }) {
      const knop = target.closest("[data-doe=leeg]");
      const naar = target.closest(".wd-conflict a[href^='#']");
      if (naar) this.formulier.querySelector(`[data-veld="${naar.hash.slice(1)}"] :is(input, select, textarea, button)`)?.focus();
      if (!knop) return;
      const { sleutel } = this;
      schrijf(sleutel, null);
      Object.assign(this, { sleutel: "" });
      this.opent({ sleutel, html: this.laatste });
      this.naarEerste();
    }

    doe(wat) {
      const bewaart = wat === "bewaar";
      if (bewaart && this.geprobeerd && this.wortel.ariaBusy) return; // a double click
      this.beslecht();
      if (bewaart) {
        this.geprobeerd = true;
        this.bewaarConcept();
      }
      const verzoek = wd.merk();
      gevraagd = verzoek;
      this.wortel.setAttribute("aria-busy", "true");
      const tekst = JSON.stringify({ verzoek, formulier: this.sleutel, merk: this.merk, velden: this.velden() });
      if (!bewaart) this.bekeken = this.inhoud;
      this.vraag(bewaart ? "bewaar" : "bekeken", tekst);
    }

    toonUitkomst(uitkomst) {
      const nieuw = uitkomst?.verzoek && uitkomst.verzoek === gevraagd;
      if (uitkomst?.soort === "bewaard") {
        if (nieuw) this.bewaard(uitkomst);
        return;
      }
      if (!uitkomst || !this.formulier || uitkomst.formulier !== this.sleutel) return;
      this.toonVelden(uitkomst);
      const waarom = this.wortel.querySelector("[name=waarom]")?.value ?? this.waarom;
      const anders = [this.zet("gevolg", uitkomst.html), this.zet("bewaren", uitkomst.bewaren ?? "")];
      if (anders.some(Boolean) || nieuw) {
        const veld = this.wortel.querySelector("[name=waarom]");
        if (veld && waarom) veld.value = waarom;
        this.verouder();
      }
      if (!nieuw) return;
      gevraagd = "";
      const kop = this.plek("gevolg").querySelector("h2");
      kop?.focus({ preventScroll: true });
      kop?.scrollIntoView({ block: "start" });
    }

    toonVelden({ fouten = {}, woorden = {} }) {
      for (const plek of this.wortel.querySelectorAll("[data-veld], .wd-bewaar")) {
        const naam = plek.dataset.veld ?? "waarom";
        const veld = plek.querySelector(":is(input:not([type=hidden]), select, textarea)");
        plek.querySelector("[data-fout]").textContent = fouten[naam] ?? "";
        if (fouten[naam]) veld?.setAttribute("aria-invalid", "true");
        else veld?.removeAttribute("aria-invalid");
        const zegt = plek.querySelector("[data-woorden]");
        if (zegt) zegt.textContent = woorden[naam] && woorden[naam] !== veld?.value ? woorden[naam] : ""; // typed in words already
      }
    }

    bewaard({ html, formulier }) {
      gevraagd = "";
      schrijf(formulier, null);
      this.opent({ sleutel: "", html: "" });
      this.zet("melding", html);
      this.staat.kies({ wat: "", rij: "" });
      this.plek("melding").focus({ preventScroll: true });
      this.plek("melding").scrollIntoView({ block: "nearest" });
    }

    // Another list keeps what it is sifted by.
    toonLijst(html) {
      const velden = () => [...this.plek("lijst").querySelectorAll("[data-zeef]")];
      const was = velden().map(({ dataset, value, checked }) => [dataset.zeef, value, checked]);
      if (!this.zet("lijst", html)) return;
      for (const veld of velden()) {
        const [, waarde, aan] = was.find(([naam]) => naam === veld.dataset.zeef) ?? [];
        if (aan) veld.checked = true;
        else if (waarde && (veld.type === "search" || [...veld.options ?? []].some(({ value }) => value === waarde))) veld.value = waarde;
      }
      this.zeef();
    }

    // Show the rows that the fields above the list ask for, and say how many those are.
    zeef() {
      const lijst = this.plek("lijst");
      const veld = (naam) => lijst.querySelector(`[data-zeef=${naam}]`);
      if (!veld("tekst")) return;
      const woorden = wd.woordenVan(veld("tekst").value);
      const [gebied, soort, onzeker] = [veld("gebied").value, veld("soort")?.value, veld("onzeker").checked];
      let telling = 0;
      for (const rij of lijst.querySelectorAll("tbody tr")) {
        const tekst = wd.woordenVan(rij.textContent).join(" ");
        const past = woorden.every((woord) => tekst.includes(woord)) && (!gebied || rij.dataset.gebied === gebied)
          && (!soort || rij.dataset.soort === soort) && (!onzeker || "onzeker" in rij.dataset);
        rij.hidden = !past;
        telling += past;
      }
      lijst.querySelector("[data-zeef-telling]").textContent = telling === 1 ? "1 rij" : `${telling} rijen`;
    }
  };
})();
