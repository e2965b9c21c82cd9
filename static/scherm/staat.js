// The view: what the user looks at, as the parts of an address. This page owns it. Whoever answers says of which view
// the answer is: an answer to another one is late, and the one that counts is still on its way.
"use strict";

globalThis.wd ??= {};

(() => {
  // Other names of a date: those of files, of the command line, and of addresses of former publications.
  const ANDERE_NAMEN = new Map([
    ["datum", "peildatum"], ["tot", "peildatum"], ["sinds", "van"],
    ["bekend", "bekend_op"], ["bekend-op", "bekend_op"], ["bekend-van", "bekend_van"],
  ]);

  const VOLGORDE = ["peildatum", "variant", "gebied", "lagen", "wijk", "groep", "van", "bekend_op", "bekend_van", "wat", "rij"];

  // One view has one text, in whatever order its parts come; what is empty is left out.
  function alsTekst(delen) {
    const namen = [...new Set([...VOLGORDE, ...Object.keys(delen).sort()])].filter((naam) => delen[naam]);
    return new URLSearchParams(namen.map((naam) => [naam, delen[naam]])).toString().replaceAll("%2C", ",");
  }

  function uitTekst(tekst) {
    const delen = {};
    const paren = [...new URLSearchParams(tekst)].map(([naam, waarde]) => [naam.toLowerCase(), waarde]);
    for (const [naam, waarde] of paren) if (ANDERE_NAMEN.has(naam)) delen[ANDERE_NAMEN.get(naam)] = waarde;
    for (const [naam, waarde] of paren) if (!ANDERE_NAMEN.has(naam)) delen[naam] = waarde;
    return delen;
  }

  // A name that nothing else has. Not `randomUUID`: that is only there on this computer, or over https.
  wd.merk = () => [...crypto.getRandomValues(new Uint32Array(4))].map((getal) => getal.toString(36)).join("");

  wd.Staat = class {
    // plek: the part of the address that it stands in, "search" or "hash"; bijKeuze(before, back) when the user
    // has chosen another view: the parts that it had, and whether by going back or forward;
    // lees(parts) gives what exists of what an address asks for, null when it asks for no view; where a server answers,
    // that is its task
    constructor(plek, bijKeuze, lees = (delen) => delen) {
      Object.assign(this, { plek, bijKeuze, lees, delen: null });
      // Before any other listener: who asks the server for another page on the way back sends this view along.
      addEventListener("popstate", () => this.volgAdres(), { capture: true });
      if (plek === "hash") addEventListener("hashchange", () => this.volgAdres());
    }

    get tekst() { return this.delen && alsTekst(this.delen); }

    uitAdres() { return this.lees(uitTekst(location[this.plek].slice(1))); }

    // Choose other values for some parts; an empty one is the usual. One choice is one step to go back over.
    kies(anders) {
      const vorige = this.delen;
      const nieuw = { ...vorige, ...anders };
      if (alsTekst(nieuw) === this.tekst) return;
      this.delen = uitTekst(alsTekst(nieuw));
      history.pushState(null, "", this.adres());
      this.bijKeuze(vorige, false);
    }

    // Take over a view as it holds: no choice, so no step.
    neem(delen) {
      this.delen = uitTekst(alsTekst(delen));
      const nu = this.uitAdres();
      if (nu && alsTekst(nu) !== this.tekst) history.replaceState(history.state, "", this.adres());
    }

    volgAdres() {
      const [vorige, delen] = [this.delen, this.uitAdres()];
      if (!vorige || !delen || alsTekst(delen) === this.tekst) return;
      this.delen = delen;
      this.bijKeuze(vorige, true);
    }

    // Whether an answer is to this view. What was asked for and what holds may differ: a wijk that does not exist is none.
    neemAntwoord({ gevraagd, geldt }) {
      const teksten = [gevraagd, geldt].map((tekst) => tekst && alsTekst(uitTekst(tekst)));
      if (this.delen && !teksten.includes(this.tekst)) return false;
      this.neem(uitTekst(geldt));
      return true;
    }

    // The address of this view; on another page of the application when one is given.
    adres(pagina = location.href) {
      const uit = new URL(pagina, location.href);
      uit[this.plek] = this.tekst;
      return uit;
    }
  };
})();
