// What is shown on a date, looked up in what Python computed for every change date. It decides nothing.
//
// A plain script, so that a page opened from disk can load it as well as the application: both find it as `wd`.
"use strict";

globalThis.wd ??= {};

(() => {
  const MAANDEN = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"];

  wd.inWoorden = (iso) => {
    const [jaar, maand, dag] = iso.split("-").map(Number);
    return `${dag} ${MAANDEN[maand - 1]} ${jaar}`;
  };

  // The days that the screen offers, as `web/staat.py` has them.
  const [EERSTE_DAG, LAATSTE_DAG] = ["1900-01-01", "2100-12-31"];

  // The ISO date that a text means, empty when it means none: day, month in figures or words, and year, or as ISO has it.
  wd.datumVan = (tekst) => {
    const kaal = tekst.trim().toLowerCase();
    const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(kaal);
    const delen = iso ? [iso[3], iso[2], iso[1]] : /^(\d{1,2})[-/. ]+(\d{1,2}|\p{L}+)[-/. ]+(\d{4})$/u.exec(kaal)?.slice(1);
    if (!delen) return "";
    const woord = delen[1] === "mrt" ? "maart" : delen[1];
    const maand = /^\d/.test(woord) ? Number(woord) : MAANDEN.findIndex((naam) => woord.length > 2 && naam.startsWith(woord)) + 1;
    const dag = new Date(Date.UTC(2000, maand - 1, Number(delen[0])));
    dag.setUTCFullYear(Number(delen[2]), maand - 1, Number(delen[0]));
    const uit = dag.toISOString().slice(0, 10);
    const bestaat = dag.getUTCDate() === Number(delen[0]) && dag.getUTCMonth() === maand - 1;
    return bestaat && uit >= EERSTE_DAG && uit <= LAATSTE_DAG ? uit : "";
  };

  // zeker: how sure it is, as it stands in a sentence
  wd.gedateerd = (tekst, iso, zeker = "") => tekst.replace("{datum}", () => wd.inWoorden(iso)).replace("{zeker}", () => zeker);

  // How many of the moments (in order) have come by the date: the number of its situation.
  wd.nummerVan = (momenten, iso) => {
    let [laag, hoog] = [0, momenten.length];
    while (laag < hoog) {
      const midden = (laag + hoog) >> 1;
      if (momenten[midden] <= iso) laag = midden + 1;
      else hoog = midden;
    }
    return laag;
  };

  // "4=5": the character on place 4 is a 5.
  function verbeterd(eerste, verschillen) {
    const tekens = [...eerste];
    for (const verschil of verschillen) {
      const is = verschil.indexOf("=");
      tekens[Number(verschil.slice(0, is))] = verschil.slice(is + 1);
    }
    return tekens.join("");
  }

  // A field came as one value, or as its different values and where each begins; here every situation gets its own.
  function uitgeschreven(inhoud, aantal) {
    const waarden = Array.from({ length: aantal });
    if (typeof inhoud === "string") return waarden.fill(inhoud);
    const [verteld, wissels] = inhoud;
    const uniek = verteld.map((waarde) => (typeof waarde === "string" ? waarde : verbeterd(verteld[0], waarde)));
    wissels.forEach(([begin, plek], i) => waarden.fill(uniek[plek], begin, wissels[i + 1]?.[0] ?? aantal));
    return waarden;
  }

  // velden: path ("deel.naam", or "deel.naam.nummer" of a list) → its values, as `eenmalig` in `web/tijdlijn.py` tells them
  wd.Situaties = class {
    constructor({ momenten, velden }) {
      this.momenten = momenten;
      this.velden = Object.entries(velden).map(([pad, inhoud]) => {
        const [deel, naam, nummer] = pad.split(".");
        return { deel, naam, nummer, waarden: uitgeschreven(inhoud, momenten.length + 1) };
      });
      this.gemaakt = new Map(); // number → situation
    }

    // What holds on a date: {deel: {naam: text or list of texts}}, the same object between two changes. Where a text
    // names the date, it holds a place for it: see `wd.gedateerd`.
    op(iso) {
      const k = wd.nummerVan(this.momenten, iso);
      if (!this.gemaakt.has(k)) {
        const uit = {};
        for (const { deel, naam, nummer, waarden } of this.velden) {
          const plek = uit[deel] ??= {};
          if (nummer === undefined) plek[naam] = waarden[k];
          else (plek[naam] ??= [])[nummer] = waarden[k];
        }
        this.gemaakt.set(k, uit);
      }
      return this.gemaakt.get(k);
    }
  };
})();
