// The list of wijken: sorted by any column, only those of the chosen group, and on a phone the first few.
//
// A plain script. The list is a table that Python wrote; a new one comes with every answer, and stays as it was set.
"use strict";

globalThis.wd ??= {};

(() => {
  const EERSTE = 6; // cards on a phone, before who looks at the map has to go past the others

  wd.Lijst = class {
    // plek: where the table stands; filter: the element that says which wijken are shown; laatLos() shows them all
    constructor(plek, filter, laatLos) {
      Object.assign(this, { plek, filter, laatLos, kolom: null, op: false, alles: false, groep: null, wijk: "" });
      plek.addEventListener("click", (e) => {
        const kop = e.target.closest("th[scope=col] button");
        if (kop) this.kiesKolom(kop.closest("th").cellIndex);
        if (!e.target.closest("[data-meer]")) return;
        this.alles = true;
        this.toon();
        plek.querySelector("tbody tr:not([hidden]) .wijk")?.focus({ preventScroll: true });
      });
      filter.addEventListener("click", (e) => { if (e.target.closest("button")) laatLos(); });
    }

    // Python wrote another table: its heads become buttons, and it is set as the former one was.
    vernieuw() {
      this.tabel = this.plek.querySelector("[data-sorteerbaar]");
      if (!this.tabel) return;
      for (const kop of this.tabel.tHead.rows[0].cells) {
        const knop = Object.assign(document.createElement("button"), { type: "button" });
        knop.append(...kop.childNodes);
        kop.append(knop);
      }
      if (this.kolom !== null) this.sorteer();
      this.toon();
    }

    // The same column once more turns it round; numbers begin with the highest.
    kiesKolom(kolom) {
      const tekst = this.tabel.tHead.rows[0].cells[kolom].dataset.soort === "tekst";
      this.op = this.kolom === kolom ? !this.op : tekst;
      this.kolom = kolom;
      this.sorteer();
      this.toon();
    }

    sorteer() {
      const [kop] = this.tabel.tHead.rows;
      const tekst = kop.cells[this.kolom].dataset.soort === "tekst";
      const waarde = (rij) => rij.cells[this.kolom].textContent;
      const getal = (rij) => Number(waarde(rij).replace(/\D/g, "") || -1); // what is unknown is below 0
      const verschil = (a, b) => (tekst ? waarde(a).localeCompare(waarde(b), "nl") : getal(a) - getal(b));
      const rijen = [...this.tabel.tBodies[0].rows].sort((a, b) => (this.op ? 1 : -1) * verschil(a, b));
      this.tabel.tBodies[0].append(...rijen);
      for (const cel of kop.cells) cel.removeAttribute("aria-sort");
      kop.cells[this.kolom].setAttribute("aria-sort", this.op ? "ascending" : "descending");
    }

    // groep: the class and the name of the only group to show, or null; wijk: the code of the chosen one, or nothing
    kies(groep, wijk) {
      if (this.groep?.klasse === groep?.klasse && this.wijk === wijk) return;
      Object.assign(this, { groep, wijk });
      this.toon();
    }

    toon() {
      if (!this.tabel) return;
      const rijen = [...this.tabel.tBodies[0].rows];
      const mee = rijen.filter((rij) => !this.groep || rij.dataset.groepen.split(" ").includes(this.groep.klasse));
      for (const rij of rijen) {
        rij.hidden = !mee.includes(rij);
        const naam = rij.querySelector(".wijk");
        const is = naam.dataset.wijk === this.wijk;
        const merk = naam.matches("a") ? "aria-current" : "aria-pressed";
        rij.classList.toggle("gekozen", is);
        if (is) naam.setAttribute(merk, "true");
        else naam.removeAttribute(merk);
      }
      mee.forEach((rij, nummer) => rij.classList.toggle("later", nummer >= EERSTE && !this.alles));
      const meer = this.plek.querySelector("[data-meer]");
      meer.hidden = this.alles || mee.length <= EERSTE;
      const knop = Object.assign(document.createElement("button"), { type: "button", textContent: "Toon alle wijken" });
      const zin = this.groep ? `Alleen wijken met “${this.groep.naam}”: ${mee.length} van ${rijen.length}. ` : "";
      this.filter.replaceChildren(...(zin ? [zin, knop] : []));
    }
  };
})();
