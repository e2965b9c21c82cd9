// A field to go somewhere by typing its name: a combobox with a list, as the ARIA patterns describe it.
//
// A plain script. What there is to go to it asks when it opens.
"use strict";

globalThis.wd ??= {};

(() => {
  const kaal = (tekst) => tekst.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  wd.Zoeker = class {
    // wortel: the element `.wd-zoek`, hidden; bestemmingen() gives [{id, naam, waar}]; ga(id) when one is chosen
    constructor(wortel, bestemmingen, ga) {
      Object.assign(this, { wortel, bestemmingen, ga, actief: null });
      this.veld = wortel.querySelector("[role=combobox]");
      this.lijst = wortel.querySelector("[role=listbox]");
      this.melding = wortel.querySelector("[role=status]");
      this.veld.addEventListener("input", () => this.zoek());
      wortel.addEventListener("keydown", (e) => this.toets(e));
      this.lijst.addEventListener("pointerdown", (e) => e.preventDefault()); // the field keeps the focus
      this.lijst.addEventListener("click", (e) => this.neem(e.target.closest("[role=option]")));
      wortel.addEventListener("focusout", (e) => { if (!wortel.contains(e.relatedTarget)) this.sluit(); });
    }

    get dicht() {
      return this.wortel.hidden;
    }

    open(letters) {
      this.vanwaar = document.activeElement;
      this.alles = this.bestemmingen();
      this.wortel.hidden = false;
      this.veld.value = letters;
      this.veld.focus({ preventScroll: true });
      this.zoek();
    }

    sluit() {
      if (this.dicht) return;
      this.veld.setAttribute("aria-expanded", "false");
      this.veld.removeAttribute("aria-activedescendant");
      const hadFocus = this.wortel.contains(document.activeElement);
      this.wortel.hidden = true;
      if (hadFocus && this.vanwaar?.matches("button, a")) this.vanwaar.focus();
    }

    toets(e) {
      const opVeld = e.target === this.veld;
      const doel = {
        Escape: () => this.sluit(),
        ...(opVeld && { Enter: () => this.neem(this.actief), ArrowDown: () => this.wijs(1), ArrowUp: () => this.wijs(-1) }),
      }[e.key];
      if (!doel) return;
      e.preventDefault();
      doel();
    }

    // Names that begin with what was typed come first.
    zoek() {
      const gezocht = kaal(this.veld.value.trim());
      const plek = ({ naam }) => kaal(naam).indexOf(gezocht);
      const gevonden = this.alles.filter((een) => plek(een) >= 0).sort((a, b) => Number(plek(a) > 0) - Number(plek(b) > 0));
      this.lijst.replaceChildren(...gevonden.map((een) => this.keuze(een)));
      this.lijst.hidden = !gevonden.length;
      this.veld.setAttribute("aria-expanded", String(gevonden.length > 0));
      this.melding.textContent = gevonden.length ? `${gevonden.length} gevonden` : "Geen wijk of gebied met deze naam.";
      this.wijsAan(this.lijst.firstElementChild);
    }

    keuze({ id, naam, waar }) {
      const keuze = Object.assign(document.createElement("li"), { id: `wd-keuze-${id}` });
      keuze.setAttribute("role", "option");
      keuze.dataset.scherm = id;
      const met = (soort, textContent) => Object.assign(document.createElement(soort), { textContent });
      keuze.append(met("b", naam), " ", met("small", waar));
      return keuze;
    }

    wijs(kant) {
      const keuzes = [...this.lijst.children];
      if (keuzes.length) this.wijsAan(keuzes[(keuzes.indexOf(this.actief) + kant + keuzes.length) % keuzes.length]);
    }

    wijsAan(keuze) {
      this.actief = keuze;
      for (const een of this.lijst.children) een.setAttribute("aria-selected", String(een === keuze));
      if (!keuze) {
        this.veld.removeAttribute("aria-activedescendant");
        return;
      }
      this.veld.setAttribute("aria-activedescendant", keuze.id);
      keuze.scrollIntoView({ block: "nearest" });
    }

    neem(keuze) {
      if (!keuze) return;
      this.sluit();
      this.ga(keuze.dataset.scherm);
    }
  };
})();
