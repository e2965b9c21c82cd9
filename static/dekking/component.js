// The Streamlit component: what Python sends is handed to the screen, and what the user chooses is told to Python.
//
// One mount brings what the browser keeps (`soort: "bron"`: a map page, a timeline), another shows a situation.

// With the same mark of its version as this file: a browser that kept an older one would mix them.
const versie = new URL(import.meta.url).search;
await Promise.all(["situaties", "tijdlijn", "lagen", "scherm"].map((naam) => import(`./${naam}.js${versie}`)));
// The stylesheet has to be there before the first fragment: the module waits for it.
const stijl = (naam) => new Promise((klaar) => {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", onload: klaar, onerror: klaar });
  link.href = new URL(`${naam}.css${versie}`, import.meta.url);
  document.head.append(link);
});
await stijl("scherm");

const bronnen = new Map(); // key → promise of what Python sends once
const mounts = new WeakMap(); // component root → its screen and what it was told last
let presentatie; // promise of what only the wall view needs
let laatste; // the mount that was told something last: that of the page on screen

addEventListener("popstate", () => laatste?.scherm.laatLos());

function bron(sleutel) {
  if (!bronnen.has(sleutel)) {
    let geef;
    const belofte = new Promise((klaar) => { geef = klaar; });
    bronnen.set(sleutel, Object.assign(belofte, { geef }));
  }
  return bronnen.get(sleutel);
}

export function verwerk(component) {
  const { data, parentElement } = component;
  if (data.soort === "bron") {
    bron(data.sleutel).geef(data.inhoud);
    return;
  }
  if (data.soort === "presentatie") {
    presentatie ??= Promise.all([...["zoeker", "presentatie"].map((naam) => import(`./${naam}.js${versie}`)), stijl("presentatie")]);
    presentatie.then(() => verwerkPresentatie(component));
    return;
  }
  const wortel = parentElement.querySelector(".wd");
  if (!mounts.has(wortel)) mounts.set(wortel, bouw(wortel));
  const mount = laatste = mounts.get(wortel);
  const { scherm } = mount;
  mount.component = component;
  mount.data = data;
  if (data.volgnummer >= mount.gemeld) {
    scherm.lagenlijst?.laatLos();
    if (!scherm.beweegt) scherm.lokaal = null;
  }
  scherm.toonFragmenten(data.fragmenten);
  if (data.tabblad && data.tabblad !== mount.tabblad) {
    mount.tabblad = data.tabblad;
    scherm.kiesTab(data.tabblad.split(" ")[0]);
  }
  haal(mount, "kaart", data.kaartsleutel, (pagina) => scherm.zetKaart(pagina));
  scherm.vast = data.stand;
  if (!scherm.tijdlijn) { // a page with a map and texts only
    scherm.toonStand(data.stand);
    return;
  }
  haal(mount, "tijd", data.tijdsleutel, (gegevens) => scherm.vulTijdlijn(gegevens));
  // While a hand moves the timeline, what the hand shows is newer than this answer; it comes again when it rests.
  if (scherm.lokaal) scherm.toonLokaal(scherm.lokaal);
  else {
    scherm.toonTeksten(data.teksten);
    scherm.toonStand(data.stand);
    scherm.tijdlijn.toon(data.peildatum);
  }
}

function bouw(wortel) {
  const mount = { gemeld: 0 };
  mount.scherm = new wd.Scherm(
    wortel,
    (code) => mount.component.setTriggerValue("wijk", code || "-"),
    (iso) => meld(mount, "peildatum", iso),
    (lagen) => meld(mount, "lagen", lagen.join(",") || "geen"),
  );
  return mount;
}

// Tell Python, with a number higher than any before: the answer to something earlier may still be on its way.
function meld(mount, naam, waarde, erbij = "") {
  mount.gemeld = Math.max(mount.gemeld, mount.data.volgnummer) + 1;
  mount.component.setTriggerValue(naam, `${waarde}#${mount.gemeld}${erbij}`);
}

function verwerkPresentatie(component) {
  const { data, parentElement } = component;
  const wortel = parentElement.querySelector(".wd-presentatie");
  if (!mounts.has(wortel)) mounts.set(wortel, bouwPresentatie(wortel));
  const mount = laatste = mounts.get(wortel);
  const { scherm } = mount;
  Object.assign(mount, { component, data });
  if (data.volgnummer >= mount.gemeld && !scherm.beweegt) scherm.lokaal = null;
  haal(mount, "kaart", data.kaartsleutel, (pagina) => scherm.zetKaart(pagina));
  haal(mount, "tijd", data.tijdsleutel, (gegevens) => scherm.vulTijdlijn(gegevens));
  haal(mount, "verhaal", data.verhaalsleutel, (verhaal) => scherm.vulVerhaal(verhaal));
  if (!scherm.lokaal) scherm.toonBeeld(data.peildatum, data.scherm);
  wortel.querySelector("[data-plek=terug]").href = `./${location.search}`; // the same view on the page with the map
}

function bouwPresentatie(wortel) {
  const mount = { gemeld: 0 };
  mount.scherm = new wd.Presentatie(wortel, (iso, id) => meld(mount, "beeld", iso, `#${id}`));
  return mount;
}

// Give what Python sent under a key, once, unless the screen meanwhile asked for another.
function haal(mount, soort, sleutel, geef) {
  if (mount[soort] === sleutel) return;
  mount[soort] = sleutel;
  bron(sleutel).then((inhoud) => { if (mount[soort] === sleutel) geef(inhoud); });
}
