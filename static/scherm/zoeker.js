// A field to go somewhere by typing a name: a combobox with a list, as the ARIA patterns describe it.
//
// A plain script. What there is to find comes from `web/zoeken.py`; this only looks through it.
"use strict";

globalThis.wd ??= {};

(() => {
  const MEESTE = 12;

  // Without capitals, accents and signs.
  const woordenVan = (tekst) => tekst.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

  // Whether a word begins with what was typed, but for one letter: another, one too many or too few, or two swapped.
  function bijna(getypt, woord) {
    let i = 0;
    while (i < getypt.length && getypt[i] === woord[i]) i++;
    const vanaf = (typ, is) => woord.startsWith(getypt.slice(i + typ), i + is);
    const gewisseld = getypt[i] === woord[i + 1] && getypt[i + 1] === woord[i];
    return vanaf(1, 1) || vanaf(1, 0) || vanaf(0, 1) || (gewisseld && vanaf(2, 2));
  }

  Object.assign(wd, { woordenVan, bijna });

  wd.Zoeker = class {
    // wortel: the element `.wd-zoek`; kies(parts of a view) when a place is chosen;
    // opgeroepen: whether it is hidden until `open`, and again when it is left (no: a field in the page)
    constructor(wortel, kies, { opgeroepen = false } = {}) {
      Object.assign(this, { wortel, kies, opgeroepen, namen: [], actief: null });
      this.veld = wortel.querySelector("[role=combobox]");
      this.lijst = wortel.querySelector("[role=listbox]");
      this.melding = wortel.querySelector("[role=status]");
      this.veld.addEventListener("input", () => this.zoek());
      wortel.addEventListener("keydown", (e) => this.toets(e));
      this.lijst.addEventListener("pointerdown", (e) => e.preventDefault()); // the field keeps the focus
      this.lijst.addEventListener("click", (e) => this.neem(e.target.closest("[role=option]")));
      wortel.addEventListener("focusout", (e) => { if (!wortel.contains(e.relatedTarget)) this.sluit(); });
    }

    vul({ soorten, namen }) {
      this.namen = namen.map(([naam, soort, waar, wijk = "", gebied = "", ook = ""]) => ({
        naam, soort: soorten[soort], waar, delen: { gebied, wijk }, kan: Boolean(wijk || gebied || soort === 0),
        kern: woordenVan(naam).join(" "), woorden: woordenVan(naam), ook: woordenVan(`${ook} ${soorten[soort]}`),
      }));
      if (!this.dicht && this.veld === document.activeElement) this.zoek();
    }

    get dicht() {
      return this.opgeroepen && this.wortel.hidden;
    }

    open(letters) {
      this.vanwaar = document.activeElement;
      this.wortel.hidden = false;
      this.veld.value = letters;
      this.veld.focus({ preventScroll: true });
      this.zoek();
    }

    sluit() {
      this.toon([], "");
      if (!this.opgeroepen || this.dicht) return;
      const hadFocus = this.wortel.contains(document.activeElement);
      this.wortel.hidden = true;
      if (hadFocus && this.vanwaar?.matches("button, a")) this.vanwaar.focus();
    }

    toets(e) {
      const opVeld = e.target === this.veld;
      const doel = {
        Escape: () => this.escape(),
        ...(opVeld && { Enter: () => this.neem(this.actief), ArrowDown: () => this.wijs(1), ArrowUp: () => this.wijs(-1) }),
      }[e.key];
      if (!doel) return;
      e.preventDefault();
      doel();
    }

    // First the list goes, then what was typed.
    escape() {
      if (!this.opgeroepen && this.lijst.hidden) this.veld.value = "";
      this.sluit();
    }

    // ---- looking

    zoek() {
      const gezocht = this.veld.value.trim();
      if (!woordenVan(gezocht).length) {
        this.toon([], this.opgeroepen ? "Typ een naam." : "");
        return;
      }
      const gevonden = this.vind(gezocht);
      const rest = gevonden.length - MEESTE;
      const melding = rest > 0 ? `${MEESTE} gevonden en nog ${rest}: typ meer letters.` : `${gevonden.length} gevonden`;
      this.toon(gevonden.slice(0, MEESTE), gevonden.length ? melding : "Niets gevonden met deze naam.");
    }

    // The words may come in any order, each the beginning of a word; names that begin with all of it come first, then
    // those that have the words, then those that have them inside a word, then those that are known by them. Only when
    // there is nothing else, one letter of a word may be wrong.
    vind(gezocht) {
      const woorden = woordenVan(gezocht);
      const alle = (past) => woorden.every(past);
      const begint = (waar) => (woord) => waar.some((een) => een.startsWith(woord));
      const graad = (een) => {
        if (een.kern.startsWith(woorden.join(" "))) return 0;
        if (alle(begint(een.woorden))) return 1;
        if (alle((woord) => een.kern.includes(woord))) return 2;
        return alle(begint([...een.woorden, ...een.ook])) ? 3 : 4;
      };
      const goed = this.namen.map((een) => [graad(een), een]).filter(([hoe]) => hoe < 4);
      if (goed.length) return goed.sort(([a], [b]) => a - b).map(([, een]) => een);
      const lang = (woord) => (een) => een.startsWith(woord) || (woord.length > 3 && bijna(woord, een));
      return this.namen.filter(({ woorden: eigen }) => alle((woord) => eigen.some(lang(woord))));
    }

    // ---- the list

    toon(keuzes, melding) {
      this.lijst.replaceChildren(...keuzes.map((een, nummer) => this.keuze(een, nummer)));
      this.lijst.hidden = !keuzes.length;
      this.veld.setAttribute("aria-expanded", String(keuzes.length > 0));
      this.melding.textContent = melding;
      this.wijsAan(this.lijst.firstElementChild);
    }

    keuze(een, nummer) {
      const keuze = Object.assign(document.createElement("li"), { id: `${this.lijst.id}-${nummer}`, een });
      keuze.setAttribute("role", "option");
      if (!een.kan) keuze.setAttribute("aria-disabled", "true");
      const met = (soort, textContent) => Object.assign(document.createElement(soort), { textContent });
      keuze.append(met("b", een.naam), " ", met("small", `${een.soort} · ${een.waar}`));
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
      const { naam, waar, delen, kan } = keuze.een;
      if (!kan) {
        this.melding.textContent = `${naam} staat niet op de kaart: ${waar}.`;
        return;
      }
      this.veld.value = "";
      this.sluit();
      this.kies(delen);
    }
  };
})();
