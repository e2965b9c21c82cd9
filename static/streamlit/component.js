// The Streamlit components: what Python sends is handed to the screen, and the view of this page is told to Python.
//
// Python's answers say of which view they are. The view itself is a value of the component `staat`, so that it goes along
// with every message, whatever it is about: after a lost connection or a new server the first one brings all of it.

// With the same mark of its version as this file: a browser that kept an older one would mix them.
const versie = new URL(import.meta.url).search;
const SCRIPTS = ["staat", "situaties", "keuzes", "bezoek", "tijdlijn", "lagen", "zoeker", "lijst", "scherm"];
// What the map page asks for: on its way already when that page is put in its place. All waits are one wait.
const KAART = [
  "leaflet/leaflet.js", "leaflet/leaflet.css", "markercluster/leaflet.markercluster.js", "markercluster/MarkerCluster.css",
  `kaart/namen.js${versie}`, `kaart/kaart.js${versie}`, `kaart/kaart.css${versie}`,
];
const stijl = (naam) => new Promise((klaar) => {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", onload: klaar, onerror: klaar });
  link.href = new URL(`../scherm/${naam}.css${versie}`, import.meta.url);
  document.head.append(link);
});
const onderweg = [...SCRIPTS.map((naam) => import(`../scherm/${naam}.js${versie}`)), stijl("scherm")];
if (document.querySelector(".wd-raam, [data-plek=kaart]")) {
  for (const adres of KAART) fetch(new URL(`../${adres}`, import.meta.url)).catch(() => {});
}
// The stylesheet has to be there before the first fragment: the module waits for it too.
await Promise.all(onderweg);

const VERBROKEN = "De verbinding met de server is weg. Wat u kiest, blijft staan; lijsten en downloads volgen als zij er weer is.";
const bronnen = new Map(); // key → promise of what Python sends once
const mounts = new WeakMap(); // component root → its screen, and under which key it has what
const geladen = new Map(); // stylesheet → promise of what only some pages need: it, and scripts
let laatste; // the mount that was shown last: that of the page on screen
let verteller; // the component that carries the view
let verteld; // the view that it carries, as far as this page knows
let beantwoord; // the view that the controls have the answer to
let verbonden = true;
const app = document.querySelector("[data-test-connection-state]");

let [pad, naarAnderePagina] = [location.pathname, false];
addEventListener("popstate", () => {
  naarAnderePagina = location.pathname !== pad;
  pad = location.pathname;
}, { capture: true });

const staat = new wd.Staat("search", (vorige, terug) => {
  // Told now, the view would ask for the page that is being left: it is told when the other page is there.
  if (!terug || !naarAnderePagina) vertel();
  laatste?.scherm.volgStaat(vorige, terug);
  wd.toonKeuzes(document, staat.delen);
});
wd.luisterKeuzes(document, staat);
document.addEventListener("click", naarPagina);
document.addEventListener("wd-datum", ({ detail }) => wd.toonKeuzes(document, { ...staat.delen, peildatum: detail }));
luisterNavigatie();
luisterVerbinding();

function vertel() {
  verteld = staat.tekst;
  document.documentElement.classList.add("wd-onbeantwoord");
  if (verbonden) verteller?.setStateValue("staat", verteld);
}

// A link to another page of the application goes there as the menu does, without loading everything anew.
function naarPagina(e) {
  const link = e.target.closest("a[data-pagina], .wd-wijken td a");
  if (!link || e.ctrlKey || e.metaKey || e.shiftKey) return;
  const inMenu = [...document.querySelectorAll("[data-testid=stTopNavLink], [data-testid=stSidebarNavLink]")].find(
    (ander) => ander.pathname.split("/").at(-1) === link.pathname.split("/").at(-1),
  );
  if (!inMenu) return;
  e.preventDefault();
  inMenu.click();
}

// Another page of the application shows the same view: Streamlit puts its bare address in the history.
function luisterNavigatie() {
  const voegToe = history.pushState.bind(history);
  history.pushState = (merk, titel, adres) => {
    const nieuw = new URL(adres ?? location.href, location.href);
    voegToe(merk, titel, nieuw.search || !staat.delen ? adres : staat.adres(nieuw));
    pad = location.pathname;
  };
}

// When the connection is back, everything is asked anew: what was told meanwhile may be lost, and so may the answer.
function luisterVerbinding() {
  const melding = Object.assign(document.createElement("p"), { className: "wd-verbinding" });
  melding.setAttribute("role", "status");
  document.body.append(melding);
  // Streamlit says the same in English, over everything that still works.
  const sluitEngels = new MutationObserver(() => {
    const titels = [...document.querySelectorAll("[role=dialog] h2")];
    titels.find((titel) => titel.textContent === "Connection error")?.closest("[role=dialog]").querySelector("button").click();
  });
  new MutationObserver(() => {
    const terug = app.dataset.testConnectionState === "CONNECTED";
    if (terug === verbonden) return;
    verbonden = terug;
    document.documentElement.classList.toggle("wd-verbroken", !verbonden);
    melding.textContent = verbonden ? "" : VERBROKEN;
    if (!verbonden) return sluitEngels.observe(document.body, { childList: true, subtree: true });
    sluitEngels.disconnect();
    if (staat.delen) vertel();
    return verteller?.setTriggerValue("hersteld", Date.now());
  }).observe(app, { attributes: true, attributeFilter: ["data-test-connection-state"] });
}

// Until everything that Python draws is of this view, the page says that it waits. Once Python rests, nothing is on its
// way: a view that it never heard of is told.
function toonOfHetWacht() {
  const { tekst } = staat;
  if (!tekst || app.dataset.testScriptState !== "notRunning") return;
  if (beantwoord !== tekst && verteld !== tekst) vertel();
  const scherm = !laatste?.scherm.wortel.isConnected || laatste.beantwoord === tekst;
  if (scherm && beantwoord === tekst) document.documentElement.classList.remove("wd-onbeantwoord");
}
// An answer is drawn a moment after Python rests. What was asked and got none, because that run was broken off, is asked again.
function vraagWeer() {
  const wortel = document.querySelector(".wd-vak");
  if (app.dataset.testScriptState === "notRunning" && mounts.has(wortel)) mounts.get(wortel).scherm.verzend();
}
let rust;
new MutationObserver(() => {
  clearTimeout(rust);
  rust = setTimeout(vraagWeer, 1000);
}).observe(app, { attributes: true, attributeFilter: ["data-test-script-state"] });
new MutationObserver(toonOfHetWacht).observe(app, { attributes: true, attributeFilter: ["data-test-script-state"] });

function bron(sleutel) {
  if (!bronnen.has(sleutel)) {
    let geef;
    const belofte = new Promise((klaar) => { geef = klaar; });
    bronnen.set(sleutel, Object.assign(belofte, { geef }));
  }
  return bronnen.get(sleutel);
}

function laad(stijlblad, ...scripts) {
  if (!geladen.has(stijlblad)) {
    geladen.set(stijlblad, Promise.all([stijl(stijlblad), ...scripts.map((naam) => import(`../scherm/${naam}.js${versie}`))]));
  }
  return geladen.get(stijlblad);
}

const VERWERK = {
  staat: (component) => { verteller = component; },
  bron: ({ data }) => bron(data.sleutel).geef(data.inhoud),
  kader: verwerkKader,
  scherm: (component) => {
    const { delen = {} } = component.data;
    Promise.all(Object.values(delen).map(bron)).then((inhoud) => {
      const gebracht = Object.fromEntries(Object.keys(delen).map((naam, nummer) => [naam, inhoud[nummer]]));
      if (gebracht.raam) zetRaam(component.parentElement, gebracht.raam);
      verwerkScherm(component, gebracht);
    });
  },
  presentatie: (component) => laad("presentatie", "presentatie").then(() => verwerkPresentatie(component)),
  daden: (component) => laad("daden", "daden").then(() => verwerkDaden(component)),
  register: (component) => {
    const { gebiedsleutel } = component.data;
    const gehaald = [gebiedsleutel ? bron(gebiedsleutel) : "", laad("formulier", "werkgebied", "formulier")];
    Promise.all(gehaald).then(([gebied]) => verwerkRegister(component, gebied));
  },
};

export function verwerk(component) {
  // A server that was started anew may speak another language than this script.
  if (`?v=${component.data.script.versie}` !== versie) location.reload();
  else VERWERK[component.data.soort](component);
}

function verwerkKader({ data, parentElement }) {
  if (staat.neemAntwoord(data.antwoord)) beantwoord = staat.tekst;
  const plek = parentElement.querySelector("div");
  if (plek.getoond !== data.keuzes) {
    const focus = plek.contains(document.activeElement) ? document.activeElement : null;
    const open = focus?.closest("details[open]");
    plek.getoond = data.keuzes;
    plek.innerHTML = data.keuzes;
    if (open) plek.querySelector("details").open = true;
    const zelfde = focus && (focus.id ? `#${focus.id}` : `[data-kies="${focus.dataset.kies}"]`);
    wd.toonBezoek(plek);
    // What was pressed may be gone, like the way back to now.
    if (zelfde) (plek.querySelector(zelfde) ?? plek.querySelector("summary, input, select"))?.focus({ preventScroll: true });
  }
  wd.toonKeuzes(document, staat.delen);
  toonOfHetWacht();
}

// The frame of the screen comes once; every component of it starts empty.
function zetRaam(plek, html) {
  const raam = plek.querySelector(".wd-raam");
  if (!raam.firstElementChild) raam.innerHTML = html;
}

// gebracht: what came by itself, by the name that stands in the fragments where it belongs
function verwerkScherm({ data, parentElement }, gebracht) {
  const wortel = parentElement.querySelector(".wd");
  if (!mounts.has(wortel)) mounts.set(wortel, { scherm: new wd.Scherm(wortel, staat) });
  const mount = laatste = mounts.get(wortel);
  const { scherm } = mount;
  haal(mount, "kaart", data.kaartsleutel, (pagina) => scherm.zetKaart(pagina));
  if (!staat.neemAntwoord(data.antwoord)) return; // late: the answer to the view of this page is on its way
  const heel = ([plek, html]) => [plek, html.replace(/<!--(\w+)-->/g, (_, naam) => gebracht[naam])];
  scherm.toonFragmenten(Object.fromEntries(Object.entries(data.fragmenten).map(heel)));
  if (data.tabblad && data.tabblad !== mount.tabblad) {
    mount.tabblad = data.tabblad;
    if (!scherm.zelfOpen) scherm.kiesTab(data.tabblad.split(" ")[0]);
  }
  if (data.tijdsleutel) haal(mount, "tijd", data.tijdsleutel, (gegevens) => scherm.vulTijdlijn(gegevens));
  const { wijk } = staat.delen; // another one may be chosen before this is here
  if (data.wijksleutel) haal(mount, "wijk", data.wijksleutel, (velden) => scherm.vulWijk(wijk, velden));
  if (data.zoeksleutel) haal(mount, "zoek", data.zoeksleutel, (index) => scherm.zoeker.vul(index));
  scherm.toonAntwoord(data.teksten, gebracht.stand ?? data.stand);
  mount.beantwoord = staat.tekst;
  toonOfHetWacht();
}

function verwerkPresentatie({ data, parentElement }) {
  const wortel = parentElement.querySelector(".wd-presentatie");
  if (!mounts.has(wortel)) mounts.set(wortel, { scherm: new wd.Presentatie(wortel, staat) });
  const mount = laatste = mounts.get(wortel);
  const { scherm } = mount;
  haal(mount, "kaart", data.kaartsleutel, (pagina) => scherm.zetKaart(pagina));
  if (!staat.neemAntwoord(data.antwoord)) return;
  haal(mount, "tijd", data.tijdsleutel, (gegevens) => scherm.vulTijdlijn(gegevens));
  haal(mount, "verhaal", data.verhaalsleutel, (verhaal) => scherm.vulVerhaal(verhaal));
  haal(mount, "zoek", data.zoeksleutel, (index) => scherm.zoeker.vul(index));
  if (!scherm.beweegt) scherm.volgStaat();
  mount.beantwoord = staat.tekst;
  toonOfHetWacht();
}

function verwerkRegister({ data, parentElement, setStateValue, setTriggerValue }, gebied) {
  const wortel = parentElement.querySelector(".wd-register");
  const vraag = (naam, tekst) => (naam === "bewaar" ? setTriggerValue : setStateValue)(naam, tekst);
  if (!mounts.has(wortel)) mounts.set(wortel, { scherm: new wd.Formulier(wortel, staat, vraag) });
  const mount = mounts.get(wortel);
  if (!staat.neemAntwoord(data.antwoord)) return;
  mount.scherm.toon(data, gebied);
  toonOfHetWacht();
}

function verwerkDaden({ data, parentElement, setTriggerValue }) {
  const wortel = parentElement.querySelector(".wd-vak");
  if (!mounts.has(wortel)) mounts.set(wortel, { scherm: new wd.Daden(wortel, () => verbonden) });
  const { scherm } = mounts.get(wortel);
  scherm.stuur = (lijst) => setTriggerValue("doe", lijst);
  scherm.toon(data);
}

// Give what Python sent under a key, once, unless the screen meanwhile asked for another.
function haal(mount, soort, sleutel, geef) {
  if (mount[soort] === sleutel) return;
  mount[soort] = sleutel;
  // What is here is of another variant, gebied or wijk. What is said of a wijk goes with the moments of its timeline.
  if (soort === "tijd") mount.scherm.situaties = mount.wijk = null;
  if (["tijd", "wijk"].includes(soort)) mount.scherm.vanWijk = null;
  bron(sleutel).then((inhoud) => { if (mount[soort] === sleutel) geef(inhoud); });
}
