// The screen's component: puts fragments that Python rendered in their place, and hands statuses to the map page.
// It decides nothing. One mount brings the map page (`soort: "bron"`), another shows a situation on it.

// With the same mark of its version as this file: a browser that kept an older one would mix them.
const { Tijdlijn, inWoorden, situatie } = await import(`./tijdlijn.js${new URL(import.meta.url).search}`);

const versie = new URL(import.meta.url).search;
// The stylesheet has to be there before the first fragment: the module waits for it.
await new Promise((klaar) => {
  const stijl = Object.assign(document.createElement("link"), { rel: "stylesheet", onload: klaar, onerror: klaar });
  stijl.href = new URL(`scherm.css${versie}`, import.meta.url);
  document.head.append(stijl);
});

const bronnen = new Map(); // key → promise of what Python sends once: a map page, or a timeline
const schermen = new WeakMap(); // component root → its parts

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
  const wortel = parentElement.querySelector(".wd");
  if (!schermen.has(wortel)) schermen.set(wortel, bouw(wortel));
  const scherm = schermen.get(wortel);
  scherm.component = component;
  scherm.data = data;
  if (data.volgnummer >= scherm.gemeld && !scherm.beweegt) scherm.lokaal = null;
  toonFragmenten(scherm, data.fragmenten);
  if (data.tabblad && data.tabblad !== scherm.tabblad) {
    scherm.tabblad = data.tabblad;
    kiesTab(scherm, data.tabblad.split(" ")[0]);
  }
  laadKaart(scherm, data.kaartsleutel);
  if (!scherm.tijdlijn) { // a page with a map and texts only
    toonStand(scherm, data.stand);
    return;
  }
  laadTijdlijn(scherm, data.tijdsleutel);
  // While a hand moves the timeline, what the hand shows is newer than this answer; it comes again when it rests.
  if (scherm.lokaal) toonLokaal(scherm, scherm.lokaal);
  else {
    toonTeksten(scherm, data.teksten);
    toonStand(scherm, data.stand);
    scherm.tijdlijn.toon(data.peildatum);
  }
}

function bouw(wortel) {
  const scherm = { wortel, plekken: {}, html: {}, venster: null, stand: null, lokaal: null, gemeld: 0, beweegt: false };
  const tijdplek = wortel.querySelector("[data-plek=tijd]");
  if (tijdplek) scherm.tijdlijn = new Tijdlijn(
    tijdplek,
    (iso) => { scherm.beweegt = true; toonLokaal(scherm, iso); },
    (iso) => meldDatum(scherm, iso),
  );
  wortel.addEventListener("click", (e) => {
    const doel = e.target.closest("[data-wijk], [data-tab]");
    if (!doel) return;
    if ("tab" in doel.dataset) kiesTab(scherm, doel.dataset.tab, true);
    else meldKeuze(scherm, doel.dataset.wijk);
  });
  wortel.addEventListener("keydown", (e) => {
    if (e.target.getAttribute("role") !== "tab" || !["ArrowLeft", "ArrowRight"].includes(e.key)) return;
    const tabs = [...wortel.querySelectorAll("[role=tab]:not([hidden])")];
    const volgende = tabs[(tabs.indexOf(e.target) + (e.key === "ArrowRight" ? 1 : tabs.length - 1)) % tabs.length];
    kiesTab(scherm, volgende.dataset.tab, true);
  });
  return scherm;
}

function meldKeuze(scherm, code) {
  scherm.component.setTriggerValue("wijk", code || "-");
}

function meldDatum(scherm, iso) {
  scherm.beweegt = false;
  if (!scherm.lokaal) return;
  // Higher than any number before: the answer to an earlier date may still be on its way.
  scherm.gemeld = Math.max(scherm.gemeld, scherm.data.volgnummer) + 1;
  scherm.component.setTriggerValue("peildatum", `${iso}#${scherm.gemeld}`);
}

// ---- the situation on a date, looked up in what Python computed for every change date

function toonLokaal(scherm, iso) {
  scherm.lokaal = iso;
  const tijd = scherm.tijdlijn.gegevens;
  if (!tijd) return;
  const k = situatie(tijd.momenten, iso);
  const teksten = {};
  const stand = { ...scherm.data.stand };
  const lijsten = {};
  for (const { deel, naam, nummer, waarden } of scherm.velden) {
    const waarde = waarden[k];
    if (deel === "teksten") teksten[naam] = waarde.replace("{datum}", inWoorden(iso));
    else if (nummer === undefined) stand[naam] = waarde;
    else (lijsten[naam] ??= [])[nummer] = waarde;
  }
  Object.assign(stand, lijsten);
  toonTeksten(scherm, teksten);
  toonStand(scherm, stand);
}

// A field came as one value, or as its different values and where each begins; here every situation gets its own.
function uitgeschreven([pad, inhoud], aantal) {
  const [deel, naam, nummer] = pad.split(".");
  const waarden = new Array(aantal);
  if (typeof inhoud === "string") return { deel, naam, nummer, waarden: waarden.fill(inhoud) };
  const [verteld, wissels] = inhoud;
  const uniek = verteld.map((waarde) => (typeof waarde === "string" ? waarde : verbeterd(verteld[0], waarde)));
  wissels.forEach(([begin, plek], i) => waarden.fill(uniek[plek], begin, wissels[i + 1]?.[0] ?? aantal));
  return { deel, naam, nummer, waarden };
}

// "4=5": the character on place 4 is a 5.
function verbeterd(eerste, verschillen) {
  const tekens = [...eerste];
  for (const verschil of verschillen) {
    const is = verschil.indexOf("=");
    tekens[Number(verschil.slice(0, is))] = verschil.slice(is + 1);
  }
  return tekens.join("");
}

function laadTijdlijn(scherm, sleutel) {
  if (scherm.tijdsleutel === sleutel) return;
  scherm.tijdsleutel = sleutel;
  bron(sleutel).then((gegevens) => {
    if (scherm.tijdsleutel !== sleutel) return;
    scherm.velden = Object.entries(gegevens.velden).map((veld) => uitgeschreven(veld, gegevens.momenten.length + 1));
    scherm.tijdlijn.vul(gegevens);
    if (scherm.lokaal) toonLokaal(scherm, scherm.lokaal);
  });
}

// ---- plain texts, each in its place

function toonTeksten(scherm, teksten) {
  for (const [naam, tekst] of Object.entries(teksten)) {
    const plek = scherm.plekken[naam] ??= scherm.wortel.querySelector(`[data-w="${naam}"]`);
    if (plek.textContent !== tekst) plek.textContent = tekst;
  }
}

// ---- fragments of HTML, escaped where they were made

function toonFragmenten(scherm, fragmenten) {
  for (const [naam, html] of Object.entries(fragmenten)) {
    if (scherm.html[naam] === html) continue;
    scherm.html[naam] = html;
    const plek = scherm.wortel.querySelector(`[data-plek="${naam}"]`);
    const focus = plek.contains(document.activeElement) ? document.activeElement : null;
    const stond = [...plek.querySelectorAll("[data-schuif]")].map((e) => e.scrollTop);
    plek.innerHTML = html;
    [...plek.querySelectorAll("[data-schuif]")].forEach((e, i) => { e.scrollTop = stond[i] || 0; });
    if (focus && focus.dataset.wijk !== undefined) {
      const terug = plek.querySelector(`[data-wijk="${CSS.escape(focus.dataset.wijk)}"]`);
      if (terug) terug.focus({ preventScroll: true });
    }
  }
}

function kiesTab(scherm, naam, metFocus = false) {
  const tabs = [...scherm.wortel.querySelectorAll("[role=tab]")];
  const gekozen = tabs.find((tab) => tab.dataset.tab === naam && !tab.hidden) || tabs[0];
  for (const tab of tabs) {
    const aan = tab === gekozen;
    tab.setAttribute("aria-selected", String(aan));
    tab.tabIndex = aan ? 0 : -1;
    scherm.wortel.querySelector(`[data-paneel="${tab.dataset.tab}"]`).hidden = !aan;
  }
  if (metFocus) gekozen.focus();
}

// ---- the map page

function toonStand(scherm, stand) {
  scherm.stand = stand;
  if (scherm.venster) scherm.venster.dekking.toon(stand);
}

function laadKaart(scherm, sleutel) {
  if (scherm.kaartsleutel === sleutel) return;
  scherm.kaartsleutel = sleutel;
  bron(sleutel).then((pagina) => zetKaart(scherm, pagina));
}

// The page's own typeface lives in this document only; the map page borrows it.
function leenLettertype(ander) {
  const regels = [];
  for (const blad of document.styleSheets) {
    let inhoud = [];
    try { inhoud = [...blad.cssRules]; } catch { continue; } // a sheet of an extension may be closed
    for (const regel of inhoud) {
      if (!(regel instanceof CSSFontFaceRule) || !/Source Sans/.test(regel.style.getPropertyValue("font-family"))) continue;
      regels.push(regel.cssText.replace(/url\("?([^")]+)"?\)/g, (_, adres) => `url("${new URL(adres, blad.href || document.baseURI)}")`));
    }
  }
  ander.head.append(Object.assign(ander.createElement("style"), { textContent: regels.join("\n") }));
}

function zetKaart(scherm, pagina) {
  const plek = scherm.wortel.querySelector("[data-plek=kaart]");
  const frame = document.createElement("iframe");
  frame.title = "Kaart van de wijken van Haarlem";
  frame.className = "wd-frame";
  frame.addEventListener("load", () => {
    const { dekking } = frame.contentWindow;
    leenLettertype(frame.contentDocument);
    dekking.opKeuze((code) => meldKeuze(scherm, code));
    dekking.toon(scherm.stand);
    scherm.venster = frame.contentWindow;
    // The former map stays until the new one is drawn: no blank moment when the registers change.
    [...plek.children].forEach((kind) => { if (kind !== frame) kind.remove(); });
    frame.classList.add("klaar");
    scherm.wortel.dataset.kaart = "klaar";
  });
  frame.srcdoc = pagina;
  plek.append(frame);
}
