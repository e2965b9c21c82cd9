// What changed since this visitor was here before. Only this browser knows when that was, to the day; nothing of it leaves
// before the visitor chooses it.
"use strict";

globalThis.wd ??= {};

(() => {
  const SLEUTEL = "wijkdekking-bezoek";
  const vandaag = () => new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam" }).format();
  const IS_DAG = /^\d{4}-\d\d-\d\d$/;

  // What is blocked, damaged or not there is no visit.
  function bewaard() {
    try { return JSON.parse(localStorage.getItem(SLEUTEL)) ?? {}; } catch { return {}; }
  }

  function bewaar(bezoek) {
    try { localStorage.setItem(SLEUTEL, JSON.stringify(bezoek)); } catch { /* blocked or full: then nothing is kept */ }
  }

  // The day of the visit before that of today, empty when there was none; today's is kept for the next one.
  function vorigBezoek() {
    const [nu, { laatste, vorige: eerder }] = [vandaag(), bewaard()];
    const vorige = laatste === nu ? eerder : laatste;
    bewaar({ laatste: nu, vorige });
    return IS_DAG.test(vorige) ? vorige : "";
  }

  // Complete the button for it, among controls that were just drawn. It compares with the day of the server, which comes
  // after that of the visit unless a clock is wrong.
  wd.toonBezoek = (plek) => {
    const vorige = vorigBezoek();
    const knop = plek.querySelector("[data-bezoek]");
    const delen = new URLSearchParams(knop?.dataset.bezoek);
    if (!knop || !vorige || vorige >= delen.get("peildatum")) return;
    knop.dataset.kies = `van=${vorige}&${delen}`;
    knop.textContent = `sinds mijn vorige bezoek (${wd.inWoorden(vorige)})`;
    knop.hidden = false;
  };
})();
