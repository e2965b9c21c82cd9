// What every page has: its style and Dutch words.
//
// Streamlit's own labels for screen readers are English and cannot be set; this page is Dutch.

const WOORDEN = {
  "App pages": "Pagina's",
  "Collapse sidebar": "Sluit het menu",
  "Dismiss": "Sluit",
  "Expand sidebar": "Open het menu",
  "Sidebar": "Menu",
};
const TEKSTEN = {
  "Skip to main content": "Ga naar de inhoud",
  "Page not found": "Dit adres bestaat niet",
  "The page that you have requested does not seem to exist. Running the app's main page.": "U ziet de hele stad.",
  ["This app has encountered an error. The original error message is redacted to prevent data leaks. Full error details "
    + "have been recorded in the logs (if you're on Streamlit Cloud, click on 'Manage app' in the lower right of your app)."]:
    "Er ging iets mis in de app, niet bij u. Laad de pagina opnieuw. Blijft het zo, meld het dan aan de beheerder: "
    + "het logboek zegt waar het misging.",
};
const NAMEN = ["aria-label", "title"];

function vertaal(element) {
  for (const naam of NAMEN) {
    const nederlands = WOORDEN[element.getAttribute(naam)];
    if (nederlands) element.setAttribute(naam, nederlands);
  }
}

// Our own texts are Dutch, and may hold any word that the data holds: they are left alone.
function vertaalTekst(knoop) {
  const nederlands = TEKSTEN[knoop.nodeValue];
  if (nederlands && !knoop.parentElement?.closest(".wd, .wd-tekst")) knoop.nodeValue = nederlands;
}

function vertaalAlles(wortel) {
  if (wortel.nodeType === Node.TEXT_NODE) vertaalTekst(wortel);
  if (wortel.nodeType !== Node.ELEMENT_NODE) return;
  vertaal(wortel);
  wortel.querySelectorAll(NAMEN.map((naam) => `[${naam}]`).join()).forEach(vertaal);
  const knopen = document.createTreeWalker(wortel, NodeFilter.SHOW_TEXT);
  while (knopen.nextNode()) vertaalTekst(knopen.currentNode);
}

// Who signs in or out goes to the provider and comes back on the first page: this tab remembers where it was, once and
// for ten minutes, and only as a place below the root of the application.
const WORTEL = new URL("../../../", import.meta.url).pathname;
const PLEK = "wd-terug";

function onthoudPlek(e) {
  if (!e.target.closest?.(".st-key-aanmelden button, .st-key-afmelden button")) return;
  sessionStorage.setItem(PLEK, JSON.stringify({ adres: location.pathname + location.search, tot: Date.now() + 600_000 }));
}

function gaTerug() {
  const bewaard = sessionStorage.getItem(PLEK);
  sessionStorage.removeItem(PLEK);
  if (!bewaard || location.pathname !== WORTEL) return;
  const { adres, tot } = JSON.parse(bewaard);
  const doel = new URL(adres, location.origin);
  const eigen = doel.origin === location.origin && doel.pathname.startsWith(WORTEL);
  if (eigen && Date.now() < tot && doel.href !== location.href) location.replace(doel);
}

// The stylesheets cannot know of which city this is, nor what the colours are: Python tells, in the address of this file.
// What JSON escapes, CSS escapes in the same way.
const vraag = new URL(import.meta.url).searchParams;
const eigen = document.documentElement.style;
eigen.setProperty("--wd-titel", JSON.stringify(vraag.get("titel") || ""));
for (const [naam, waarde] of vraag) if (naam.startsWith("--wd-")) eigen.setProperty(naam, waarde);

if (!window.wijkdekkingNederlands) {
  window.wijkdekkingNederlands = true;
  document.documentElement.lang = "nl";
  try { gaTerug(); } catch { /* a browser that keeps nothing, or what is no address: one stays here */ }
  document.addEventListener("click", onthoudPlek, { capture: true });
  for (const naam of ["pagina", "../scherm/tekst"]) {
    const stijl = Object.assign(document.createElement("link"), { rel: "stylesheet" });
    stijl.href = new URL(`${naam}.css?v=${vraag.get("v")}`, import.meta.url);
    document.head.append(stijl);
  }
  vertaalAlles(document.body);
  new MutationObserver((lijst) => {
    for (const { target, addedNodes, type } of lijst) {
      if (type === "attributes") vertaal(target);
      else if (type === "characterData") vertaalTekst(target);
      else addedNodes.forEach(vertaalAlles);
    }
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: NAMEN, characterData: true });
}
