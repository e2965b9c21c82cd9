// The wall view as a published page: its view stands in the address behind the `#`.
"use strict";

(() => {
  const gegevens = JSON.parse(document.getElementById("wd-gegevens").textContent);
  const { schermen } = gegevens.verhaal;
  const vel = document.querySelector(".pub-wand");
  const wortel = vel.querySelector(".wd-presentatie");

  // `scherm` is what former publications called a place.
  function lees({ peildatum = "", wijk = "", gebied = "", scherm = "" }) {
    const gevraagd = schermen.find(({ id, delen }) => (scherm ? id === scherm : wijk ? delen.wijk === wijk : delen.gebied === gebied && !delen.wijk));
    return { ...(gevraagd || schermen[0]).delen, peildatum: wd.datumVan(peildatum) || gegevens.peildatum };
  }

  wortel.querySelector("[data-plek=terug]").href = vel.dataset.terug;
  const staat = new wd.Staat("hash", toon, lees);
  const wand = new wd.Presentatie(wortel, staat);

  function toon() {
    const { peildatum } = staat.delen;
    const { naam } = schermen.find(({ id }) => id === wand.schermVan(staat.delen));
    document.title = ["Presentatie", naam, `stand van ${wd.inWoorden(peildatum)}`, vel.dataset.titel].join(" · ");
    wand.volgStaat();
  }

  document.documentElement.classList.add("met-script");
  staat.neem(staat.uitAdres());
  wand.vulTijdlijn(gegevens.tijdlijn);
  wand.vulVerhaal(gegevens.verhaal);
  wand.zoeker.vul(gegevens.zoek);
  toon();
  wand.zetKaart(gegevens.kaart);
})();
