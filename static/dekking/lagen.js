// The list of map layers. The map follows each box at once; who listens hears which layers are on.
"use strict";

globalThis.wd ??= {};

wd.Lagen = class {
  // element: the `details` with a checkbox per layer; bijKeuze(names) when the user has changed one
  constructor(element, bijKeuze) {
    Object.assign(this, { element, keuze: null });
    this.vakjes = [...element.querySelectorAll("input")];
    element.addEventListener("change", () => {
      this.keuze = this.vakjes.filter((vakje) => vakje.checked).map((vakje) => vakje.name);
      bijKeuze(this.keuze);
    });
    element.addEventListener("keydown", (e) => {
      if (e.key !== "Escape" || !element.open) return;
      element.open = false;
      element.querySelector("summary").focus();
    });
    // Who goes on elsewhere takes the focus along, also to the map. Within the list something always has it.
    element.addEventListener("focusout", (e) => { if (!element.contains(e.relatedTarget)) element.open = false; });
  }

  // The layers to show: what the user chose here goes before what others say, until that is let go.
  geldend(lagen) {
    const uit = this.keuze ?? lagen;
    for (const vakje of this.vakjes) vakje.checked = uit.includes(vakje.name);
    return uit;
  }

  laatLos() { this.keuze = null; }
};
