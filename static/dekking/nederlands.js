// Streamlit's own labels for screen readers are English and cannot be set; this page is Dutch.

const WOORDEN = {
  "App pages": "Pagina's",
  "Choose date": "Kies een datum",
  "Choose an option": "Kies",
  "Clear value": "Maak leeg",
  "Close sidebar": "Sluit het menu",
  "Collapse sidebar": "Sluit het menu",
  "Expand sidebar": "Open het menu",
  "Next month": "Volgende maand",
  "Open": "Open de lijst",
  "Previous month": "Vorige maand",
  "Sidebar": "Menu",
};
const BEGINNEN = [["day, ", "dag, "], ["month, ", "maand, "], ["year, ", "jaar, "], ["Choose date, ", "Kies een datum, "]];

function vertaald(tekst) {
  if (WOORDEN[tekst]) return WOORDEN[tekst];
  const begin = BEGINNEN.find(([engels]) => tekst.startsWith(engels));
  return begin ? begin[1] + tekst.slice(begin[0].length) : tekst;
}

function vertaal(element) {
  for (const naam of ["aria-label", "placeholder", "title"]) {
    const nu = element.getAttribute(naam);
    if (nu && vertaald(nu) !== nu) element.setAttribute(naam, vertaald(nu));
  }
}

function vertaalAlles(wortel) {
  if (wortel.nodeType !== Node.ELEMENT_NODE) return;
  vertaal(wortel);
  wortel.querySelectorAll("[aria-label], [placeholder], [title]").forEach(vertaal);
}

if (!window.wijkdekkingNederlands) {
  window.wijkdekkingNederlands = true;
  document.documentElement.lang = "nl";
  vertaalAlles(document.body);
  new MutationObserver((lijst) => {
    for (const { target, addedNodes, type } of lijst) {
      if (type === "attributes") vertaal(target);
      else addedNodes.forEach(vertaalAlles);
    }
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-label", "placeholder", "title"] });
}
