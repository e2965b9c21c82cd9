// Controls with which the user chooses another view, wherever on the page they stand. They show the view of this page,
// also when Python has just drawn them for an earlier one.
//
//   data-kies="peildatum=…"            a button: these parts of the view
//   data-deel="gebied"                 a list: this part
//   data-datum="peildatum"             a field with a date, as people write it
"use strict";

globalThis.wd ??= {};

(() => {

  const delenVan = (knop) => Object.fromEntries(new URLSearchParams(knop.dataset.kies));

  // plek: the document to listen to; staat: the view
  wd.luisterKeuzes = (plek, staat) => {
    plek.addEventListener("click", (e) => {
      const knop = e.target.closest?.("[data-kies]");
      if (knop) staat.kies(delenVan(knop));
    });
    plek.addEventListener("change", ({ target }) => {
      if (target.dataset?.deel) staat.kies({ [target.dataset.deel]: target.value });
      if (target.dataset?.datum) kiesDatum(plek, staat, target);
    });
    plek.addEventListener("keydown", (e) => {
      if (e.key !== "Escape" || !e.target.dataset?.datum) return;
      toonDatum(e.target, e.target.dataset.iso);
    });
  };

  function kiesDatum(plek, staat, veld) {
    const iso = wd.datumVan(veld.value);
    veld.setAttribute("aria-invalid", String(!iso));
    veld.nextElementSibling.textContent = iso ? "" : `Schrijf dag, maand en jaar, zoals ${wd.inWoorden(veld.dataset.iso)}.`;
    if (!iso) return;
    toonDatum(veld, iso);
    const anders = { [veld.dataset.datum]: iso };
    // Of two dates the other one stays where it is, also when it was the usual one.
    const begin = plek.querySelector("[data-datum=van]");
    if (begin && begin !== veld) anders.van = begin.dataset.iso;
    staat.kies(anders);
  }

  function toonDatum(veld, iso) {
    veld.dataset.iso = iso;
    veld.value = wd.inWoorden(iso);
    veld.removeAttribute("aria-invalid");
    veld.nextElementSibling.textContent = "";
  }

  // Let the controls show a view. A field that someone is writing in is left alone.
  wd.toonKeuzes = (plek, delen) => {
    for (const lijst of plek.querySelectorAll("[data-deel]")) {
      const waarde = delen[lijst.dataset.deel] || "";
      if (lijst.value !== waarde && [...lijst.options].some((keuze) => keuze.value === waarde)) lijst.value = waarde;
    }
    for (const veld of plek.querySelectorAll("[data-datum]")) {
      const iso = delen[veld.dataset.datum];
      if (iso && veld.dataset.iso !== iso && veld.getAttribute("aria-invalid") !== "true") toonDatum(veld, iso);
    }
    for (const knop of plek.querySelectorAll("[data-kies]")) {
      const aan = Object.entries(delenVan(knop)).every(([naam, waarde]) => (delen[naam] || "") === waarde);
      knop.setAttribute("aria-pressed", String(aan));
    }
  };
})();
