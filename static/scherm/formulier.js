// The page Register: a form that keeps what was typed. Python judges and saves; what is typed stays here, in a draft, until
// it has been saved: also when the server starts anew, a colleague saves, or another page is opened.
//
//   data-plek="kop|lijst|formulier|melding|gevolg|bewaren"   where Python's fragments go
//   data-zeef="tekst|gebied|soort|onzeker"           what the list of rows is sifted by
"use strict";

globalThis.wd ??= {};

(() => {
  const CONCEPT = "wijkdekking-concept ";
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
      wortel.addEventListener("change", (e) => this.getypt(e));
      wortel.addEventListener("click", (e) => this.geklikt(e));
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
      if (this.zet("lijst", lijst)) this.zeef();
      if (formulier.sleutel !== this.sleutel) this.opent(formulier);
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
      this.laatste = html;
      const concept = lees(sleutel);
      if (concept) this.vul(concept.velden);
      for (const plek of this.formulier.querySelectorAll(".wd-kiesplek")) this.laatKiezen(plek);
      this.merk = concept?.merk ?? crypto.randomUUID();
      this.formulier.querySelector(".wd-concept").hidden = !concept;
    }

    vul(velden) {
      for (const [naam, waarde] of Object.entries(velden)) {
        const veld = this.formulier.elements[naam];
        if (!veld || veld.value === waarde) continue;
        veld.value = waarde;
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

    // Of two fields with one name the last counts: after a conflict that is the number that the user has been shown.
    velden() { return Object.fromEntries(new FormData(this.formulier)); }

    getypt({ target }) {
      if (target.dataset.zeef) this.zeef();
      if (!target.name || target.form !== this.formulier) return;
      schrijf(this.sleutel, { velden: this.velden(), merk: this.merk });
      target.removeAttribute("aria-invalid");
      // What has been looked at is no longer what would be saved.
      if (target.name !== "waarom") this.verouder();
    }

    verouder() {
      const knop = this.wortel.querySelector("button[value=bewaar]");
      if (knop) knop.disabled = true;
      this.plek("gevolg").classList.toggle("wd-oud-gevolg", Boolean(knop));
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
      this.formulier.querySelector(":is(input:not([type=hidden]), select, textarea)")?.focus();
    }

    doe(wat) {
      const verzoek = crypto.randomUUID();
      gevraagd = verzoek;
      this.wortel.setAttribute("aria-busy", "true");
      const tekst = JSON.stringify({ verzoek, formulier: this.sleutel, merk: this.merk, velden: this.velden() });
      this.vraag(wat === "bewaar" ? "bewaar" : "bekeken", tekst);
    }

    toonUitkomst(uitkomst) {
      const nieuw = uitkomst?.verzoek && uitkomst.verzoek === gevraagd;
      if (uitkomst?.soort === "bewaard") {
        if (nieuw) this.bewaard(uitkomst);
        return;
      }
      if (!uitkomst || uitkomst.formulier !== this.sleutel) return;
      this.toonVelden(uitkomst);
      const waarom = this.wortel.querySelector("[name=waarom]")?.value;
      const anders = [this.zet("gevolg", uitkomst.html), this.zet("bewaren", uitkomst.bewaren ?? "")];
      if (anders.some(Boolean) || nieuw) {
        this.plek("gevolg").classList.remove("wd-oud-gevolg");
        for (const knop of this.wortel.querySelectorAll("button[value=bewaar]")) knop.disabled = false;
        const veld = this.wortel.querySelector("[name=waarom]");
        if (veld && waarom) veld.value = waarom;
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
        if (zegt) zegt.textContent = woorden[naam] ?? "";
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
