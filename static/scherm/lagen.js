// The list of map layers: the boxes show the layers of the view, and tell when the user wants others.
"use strict";

globalThis.wd ??= {};

wd.Lagen = class {
  // element: the `details` with a checkbox per layer, ticked where the layer is usual; bijKeuze(text) on a change
  constructor(element, bijKeuze) {
    this.vakjes = [...element.querySelectorAll("input")];
    this.gewoon = this.vakjes.filter((vakje) => vakje.defaultChecked).map((vakje) => vakje.name);
    element.addEventListener("change", () => bijKeuze(this.alsTekst()));
    element.addEventListener("keydown", (e) => {
      if (e.key !== "Escape" || !element.open) return;
      element.open = false;
      element.querySelector("summary").focus();
    });
    // Who goes on elsewhere takes the focus along, also to the map. Within the list something always has it.
    element.addEventListener("focusout", (e) => { if (!element.contains(e.relatedTarget)) element.open = false; });
  }

  // The layers as a part of the view: empty for the usual ones.
  alsTekst() {
    const aan = this.vakjes.filter((vakje) => vakje.checked).map((vakje) => vakje.name);
    return aan.join() === this.gewoon.join() ? "" : aan.join() || "geen";
  }

  // Show the layers of a view and return their names; what is no layer here is left out.
  toon(tekst) {
    const aan = tekst ? tekst.split(",") : this.gewoon;
    for (const vakje of this.vakjes) vakje.checked = aan.includes(vakje.name);
    return this.vakjes.filter((vakje) => vakje.checked).map((vakje) => vakje.name);
  }
};
