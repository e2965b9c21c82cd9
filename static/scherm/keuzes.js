// Controls with which the user chooses another view, wherever on the page they stand. They show the view of this page,
// also when Python has just drawn them for an earlier one.
//
//   data-kies="peildatum=…"            a button: these parts of the view
//   data-deel="gebied"                 a list: this part
//   data-datum="peildatum"             a field with a date, as people write it
//   data-bekend="bekend_op"            a field with such a date, or the number of a change; empty is now
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
      if (knop?.href) {
        if (e.ctrlKey || e.metaKey || e.shiftKey) return; // a link elsewhere
        e.preventDefault();
      }
      // What can be let go by the same button is `data-wissel`.
      const los = knop && "wissel" in knop.dataset && geldt(delenVan(knop), staat.delen);
      if (knop) staat.kies(los ? Object.fromEntries(Object.keys(delenVan(knop)).map((naam) => [naam, ""])) : delenVan(knop));
      for (const chip of plek.querySelectorAll("details.wd-chip[open]")) if (knop || !chip.contains(e.target)) chip.open = false;
    });
    plek.addEventListener("change", ({ target }) => {
      if (target.dataset?.deel) staat.kies({ [target.dataset.deel]: target.value });
      if (target.dataset?.datum) kiesDatum(plek, staat, target);
      if (target.dataset?.bekend) kiesBekend(staat, target);
    });
    plek.addEventListener("keydown", (e) => {
      if (e.key !== "Escape") return;
      if (e.target.dataset?.datum || e.target.dataset?.bekend) toonDatum(e.target, e.target.dataset.iso);
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

  function kiesBekend(staat, veld) {
    const tekst = veld.value.trim().toLowerCase();
    const nummer = /^(?:nr\.?|nummer)?\s*0*([1-9]\d{0,8})$/.exec(tekst)?.[1];
    const toen = tekst && tekst !== "nu" ? nummer || wd.datumVan(tekst) : "";
    const goed = toen || !tekst || tekst === "nu";
    veld.setAttribute("aria-invalid", String(!goed));
    veld.nextElementSibling.textContent = goed ? "" : "Schrijf dag, maand en jaar, of het nummer van een wijziging. Leeg is nu.";
    if (!goed) return;
    toonDatum(veld, toen);
    staat.kies({ [veld.dataset.bekend]: toen });
  }

  // A date in words; the number of a change as one.
  const geschreven = (iso) => (iso.includes("-") ? wd.inWoorden(iso) : iso && `nr. ${iso}`);

  function toonDatum(veld, iso) {
    veld.dataset.iso = iso;
    veld.value = geschreven(iso);
    veld.removeAttribute("aria-invalid");
    veld.nextElementSibling.textContent = "";
  }

  // Let the controls show a view. A field that someone is writing in is left alone.
  wd.toonKeuzes = (plek, delen) => {
    for (const lijst of plek.querySelectorAll("select[data-deel]")) {
      const waarde = delen[lijst.dataset.deel] || "";
      if (lijst.value !== waarde && [...lijst.options].some((keuze) => keuze.value === waarde)) lijst.value = waarde;
    }
    for (const veld of plek.querySelectorAll("[data-datum]")) {
      const iso = delen[veld.dataset.datum];
      if (iso && veld.dataset.iso !== iso && veld.getAttribute("aria-invalid") !== "true") toonDatum(veld, iso);
    }
    for (const veld of plek.querySelectorAll("[data-bekend]")) {
      const toen = delen[veld.dataset.bekend] || "";
      if (veld.dataset.iso !== toen && veld.getAttribute("aria-invalid") !== "true") toonDatum(veld, toen);
    }
    for (const tekst of plek.querySelectorAll("[data-toon]")) tekst.textContent = wd.inWoorden(delen[tekst.dataset.toon]);
    for (const knop of plek.querySelectorAll("button[data-kies]")) {
      knop.setAttribute("aria-pressed", String(geldt(delenVan(knop), delen)));
    }
  };
})();
