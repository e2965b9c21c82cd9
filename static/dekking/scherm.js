// The screen's component: puts fragments that Python rendered in their place, and hands statuses to the map page.
// It decides nothing. One mount brings the map page (`soort: "bron"`), another shows a situation on it.

const bronnen = new Map(); // fingerprint → promise of the map page
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
    bron(data.sleutel).geef(data.pagina);
    return;
  }
  const wortel = parentElement.querySelector(".wd");
  if (!schermen.has(wortel)) schermen.set(wortel, bouw(wortel));
  const scherm = schermen.get(wortel);
  scherm.component = component;
  toonTeksten(scherm, data.teksten);
  toonFragmenten(scherm, data.fragmenten);
  toonKaart(scherm, data);
  if (data.tabblad) kiesTab(scherm, data.tabblad);
}

function bouw(wortel) {
  const scherm = { wortel, plekken: {}, html: {}, sleutel: null, venster: null, stand: null };
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

function toonKaart(scherm, data) {
  scherm.stand = data.stand;
  if (scherm.sleutel !== data.sleutel) {
    scherm.sleutel = data.sleutel;
    bron(data.sleutel).then((pagina) => laadKaart(scherm, pagina));
  } else if (scherm.venster) {
    scherm.venster.dekking.toon(scherm.stand);
  }
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

function laadKaart(scherm, pagina) {
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
