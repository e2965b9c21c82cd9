// Controls with which the user chooses another view, wherever on the page they stand. They show the view of this page,
// also when Python has just drawn them for an earlier one.
//
//   data-kies="peildatum=…"            a button: these parts of the view
//   data-deel="gebied"                 a list: this part
//   data-datum="peildatum"             a field with a date, as people write it
//   data-toon="peildatum"              where a date of the view stands in words
"use strict";

globalThis.wd ??= {};

(() => {

  const delenVan = (knop) => Object.fromEntries(new URLSearchParams(knop.dataset.kies));
  const geldt = (gevraagd, delen) => Object.entries(gevraagd).every(([naam, waarde]) => (delen[naam] || "") === waarde);

  // plek: the document to listen to; staat: the view
  wd.luisterKeuzes = (plek, staat) => {
    plek.addEventListener("click", (e) => {
      const wijzig = e.target.closest?.(".wd-wijzig");
      if (wijzig) wijzig.setAttribute("aria-expanded", String(wijzig.parentElement.classList.toggle("open")));
      const knop = e.target.closest?.("[data-kies]");
      // What can be let go by the same button is `data-wissel`.
      const los = knop && "wissel" in knop.dataset && geldt(delenVan(knop), staat.delen);
      if (knop) staat.kies(los ? Object.fromEntries(Object.keys(delenVan(knop)).map((naam) => [naam, ""])) : delenVan(knop));
      for (const chip of plek.querySelectorAll("details.wd-chip[open]")) if (knop || !chip.contains(e.target)) chip.open = false;
    });
    plek.addEventListener("change", ({ target }) => {
      if (target.dataset?.deel) staat.kies({ [target.dataset.deel]: target.value });
      if (target.dataset?.datum) kiesDatum(plek, staat, target);
    });
    plek.addEventListener("keydown", (e) => {
      if (e.key !== "Escape") return;
      if (e.target.dataset?.datum) toonDatum(e.target, e.target.dataset.iso);
      const chip = e.target.closest?.("details.wd-chip[open]");
      if (!chip) return;
      chip.open = false;
      chip.querySelector("summary").focus();
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
    for (const tekst of plek.querySelectorAll("[data-toon]")) tekst.textContent = wd.inWoorden(delen[tekst.dataset.toon]);
    for (const knop of plek.querySelectorAll("button[data-kies]")) {
      knop.setAttribute("aria-pressed", String(geldt(delenVan(knop), delen)));
    }
  };
})();
