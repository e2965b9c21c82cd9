// The wall view as a published page: date and screen stand in the address behind the `#`.
"use strict";

(() => {
  const gegevens = JSON.parse(document.getElementById("wd-gegevens").textContent);
  const schermen = new Set(gegevens.verhaal.schermen.map(({ id }) => id));
  const vel = document.querySelector(".pub-wand");
  const wortel = vel.querySelector(".wd-presentatie");
  const wand = new wd.Presentatie(wortel, (iso, id) => {
    wd.naarAdres({ datum: iso, scherm: id });
    wijsTerug(iso);
  });

  function wijsTerug(datum) {
    wortel.querySelector("[data-plek=terug]").href = `${vel.dataset.terug}#${new URLSearchParams({ datum })}`;
  }

  function toon() {
    const { datum, delen } = wd.uitAdres(gegevens.peildatum);
    const scherm = schermen.has(delen.get("scherm")) ? delen.get("scherm") : gegevens.verhaal.schermen[0].id;
    wijsTerug(datum);
    if (wand.iso === datum && wand.id === scherm) return;
    wand.laatLos();
    wand.toonBeeld(datum, scherm);
  }

  document.documentElement.classList.add("met-script");
  wand.vulTijdlijn(gegevens.tijdlijn);
  wand.vulVerhaal(gegevens.verhaal);
  toon();
  wand.zetKaart(gegevens.kaart);
  addEventListener("hashchange", toon);
})();
