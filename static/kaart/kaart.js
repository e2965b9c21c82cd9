// Lives inside the map page. Knows how things look and nothing about why: every status comes from Python.
"use strict";

const dekking = (() => {
  const buurten = new Map(); // code → {vlak, rand}
  const wijken = new Map(); // code → {vlak, naam (label), punt}
  const initiatieven = []; // circle markers by number
  const staat = { begonnen: false, laatste: null, zelfBewogen: false, wijken: [] };
  let kaart, inhoud, cluster, tegels;

  // ---- called by the page while folium draws it

  function buurt(feature, laag) {
    buurten.set(feature.properties.code, { laag });
  }

  function wijk(feature, laag) {
    wijken.set(feature.properties.code, { laag });
  }

  // bij: the number of the wijk that it lies in, -1 for none
  function initiatief([lat, lon, nauwkeurigheid, naam, thema, bij, nummer]) {
    const ruw = nauwkeurigheid !== "adres" && nauwkeurigheid !== "straat";
    const stip = L.circleMarker([lat, lon], { radius: ruw ? 10 : 5, className: ruw ? "initiatief ruw" : "initiatief" });
    Object.assign(stip, { ruw, naam, opKaart: true });
    const omschrijving = `${naam} · ${thema}` + (ruw ? " · plek alleen op buurt bekend" : "");
    stip.on("add", () => {
      const pad = stip.getElement();
      pad.setAttribute("tabindex", "0");
      pad.setAttribute("role", "button");
      pad.setAttribute("aria-label", `Initiatief ${omschrijving}`);
      pad.addEventListener("keydown", (e) => { if (isDruk(e)) open(); });
    });
    // All about it stands with its wijk. One that is open already stays open.
    const open = () => {
      const code = inhoud.wijken[bij]?.code;
      if (code && code !== staat.laatste?.gekozen) kies(code);
    };
    stip.on("click", open);
    stip.bindTooltip(() => tekst(omschrijving));
    initiatieven[nummer] = stip;
    return stip;
  }

  function clusterIcoon(groep) {
    const stippen = groep.getAllChildMarkers();
    const aantal = stippen.length;
    const zijde = 22 + Math.min(14, 4 * String(aantal).length);
    const soort = stippen.every(({ ruw }) => ruw) ? "cluster ruw" : "cluster";
    const icoon = L.divIcon({ html: tekst(String(aantal), soort), className: "", iconSize: [zijde, zijde] });
    const namen = stippen.slice(0, 3).map(({ naam }) => naam).join(", ");
    icoon.createIcon = (oud) => {
      const element = L.DivIcon.prototype.createIcon.call(icoon, oud);
      element.setAttribute("aria-label", `Cluster van ${aantal} initiatieven: ${namen}${aantal > 3 ? ` en nog ${aantal - 3}` : ""}`);
      return element;
    };
    return icoon;
  }

  function begin(map, gegevens) {
    kaart = map;
    inhoud = gegevens;
    kaart.eachLayer((laag) => { if (laag instanceof L.MarkerClusterGroup) cluster = laag; });
    kaart.zoomControl.remove();
    staat.zoomknoppen = L.control.zoom({ zoomInTitle: "Inzoomen", zoomOutTitle: "Uitzoomen" }).addTo(kaart);
    L.control.attribution({ prefix: false }).addTo(kaart).addAttribution(inhoud.bron);
    inhoud.wijken.forEach((gegeven) => maakWijk(gegeven));
    buurten.forEach((b) => maakBuurt(b));
    cluster.on("spiderfied unspiderfied", plaatsNamen);
    cluster.on("clusterkeydown", ({ layer, originalEvent }) => { if (isDruk(originalEvent)) openCluster(layer); });
    toetsen();
    beweegRustig();
    kaart.on("zoomend moveend viewreset", () => { toonKeuze(); toonFocus(); plaatsNamen(); });
    kaart.on("dragstart", () => { staat.zelfBewogen = true; });
    kaart.getContainer().addEventListener("wheel", () => { staat.zelfBewogen = true; }, { passive: true });
    staat.zoomknoppen.getContainer().addEventListener("click", () => { staat.zelfBewogen = true; });
    new ResizeObserver(pasIn).observe(kaart.getContainer());
    // A browser prints what was laid out before: for a screen. Either of these comes first.
    addEventListener("beforeprint", () => opPapier(true));
    // Chromium prints no shape that was not measured after its last change; a listener of its own comes after the twins.
    addEventListener("beforeprint", () => kaart.getContainer().querySelector("path.wijk").getBoundingClientRect());
    addEventListener("afterprint", () => opPapier(false));
    matchMedia("print").addEventListener("change", ({ matches }) => opPapier(matches));
    pasIn();
    staat.begonnen = true;
    if (staat.laatste) toon(staat.laatste);
    document.dispatchEvent(new Event("dekking-klaar"));
  }

  // ---- making things once

  function maakBuurt(b) {
    b.pad = b.laag.getElement();
    b.pad.setAttribute("class", "buurt");
    b.pad.setAttribute("aria-hidden", "true");
    b.rand = b.pad.cloneNode();
    b.rand.setAttribute("class", "oprichting");
    b.rand.style.display = "none";
    // The dotted edge is a twin of the path: it follows every redraw of the original.
    new MutationObserver(() => b.rand.setAttribute("d", b.pad.getAttribute("d")))
      .observe(b.pad, { attributes: true, attributeFilter: ["d"] });
    const eersteWijk = wijken.values().next().value.laag.getElement();
    eersteWijk.parentNode.insertBefore(b.rand, eersteWijk);
  }

  function maakWijk({ code, naam, punt }) {
    const w = wijken.get(code);
    w.naam = naam;
    w.pad = w.laag.getElement();
    w.pad.setAttribute("class", "wijk leaflet-interactive");
    w.pad.setAttribute("tabindex", "0");
    w.pad.setAttribute("role", "button");
    w.pad.dataset.code = code;
    w.pad.addEventListener("keydown", (e) => { if (isDruk(e)) kies(code); });
    w.laag.on("click", () => kies(code));
    w.laag.bindTooltip(() => tekst(w.pad.getAttribute("aria-label") || naam), { sticky: true, direction: "top" });
    w.doos = document.createElement("div");
    w.doos.className = "naam";
    w.doos.setAttribute("aria-hidden", "true"); // the path itself says the same, and more
    w.kop = w.doos.appendChild(document.createElement("span"));
    w.kop.textContent = naam;
    w.getal = w.doos.appendChild(document.createElement("b"));
    L.marker(punt, { icon: L.divIcon({ html: w.doos, className: "", iconSize: [0, 0] }), interactive: false, keyboard: false }).addTo(kaart);
  }

  function tekst(inhoudelijk, klasse) {
    const element = document.createElement("div");
    if (klasse) element.className = klasse;
    element.textContent = inhoudelijk;
    return element;
  }

  // ---- showing a situation

  // stand: {buurten: one digit a buurt, the number of its class in `klassen`, oprichting: 0/1 a buurt, wijken: digit a wijk,
  //  binnen: 0/1 a wijk, getallen and omschrijvingen a wijk, initiatieven: hex bits by number, lagen: names, gekozen: code}
  function toon(stand) {
    const vorige = staat.laatste;
    staat.laatste = stand;
    if (!staat.begonnen) return;
    const binnen = new Map(inhoud.wijken.map(({ code }, i) => [code, stand.binnen[i] === "1"]));
    inhoud.buurten.forEach((code, i) => {
      const b = buurten.get(code);
      const buiten = stand.buurtBinnen && stand.buurtBinnen[i] === "0";
      const stil = stand.stil?.[i] === "1";
      zet(b.pad, "class", klassen("buurt", inhoud.klassen[stand.buurten[i]], buiten && "buiten-gebied", stil && "stil"));
      zetStijl(b.rand, "display", stand.oprichting[i] === "1" && !buiten ? "" : "none");
    });
    inhoud.wijken.forEach(({ code }, i) => toonWijk(wijken.get(code), i, stand, binnen.get(code), code));
    toonKeuze();
    const schil = kaart.getContainer().classList;
    for (const laag of ["wijkraden", "oprichting", "namen"]) schil.toggle(`zonder-${laag}`, !stand.lagen.includes(laag));
    toonBasiskaart(stand.lagen.includes("basiskaart"), schil);
    const anders = toonInitiatieven(stand.lagen.includes("initiatieven") ? stand.initiatieven : "");
    // Placing the names measures the page, the dearest step there is: only when one of them changed, or what they avoid.
    const gelijk = (naam) => vorige && String(vorige[naam]) === String(stand[naam]);
    if (anders || !gelijk("getallen") || !gelijk("lagen") || (staat.letter && !gelijk("binnen"))) plaatsNamen();
  }

  // Names of classes, without those that are not so.
  function klassen(...namen) {
    return namen.filter(Boolean).join(" ");
  }

  function toonWijk(w, i, stand, binnen, code) {
    const gekozen = stand.gekozen === code;
    const anders = [!binnen && "buiten-gebied", gekozen && "gekozen", stand.wijkStil && "stil"];
    zet(w.pad, "class", klassen("wijk leaflet-interactive", `w${stand.wijken[i]}`, ...anders));
    zet(w.pad, "aria-pressed", String(gekozen));
    zet(w.pad, "aria-label", stand.omschrijvingen[i]);
    if (w.getal.textContent !== stand.getallen[i]) w.getal.textContent = stand.getallen[i];
    w.doos.classList.toggle("buiten", !binnen);
    zetStijl(w.doos, "opacity", binnen ? "" : "0.4");
  }

  // The line of the chosen wijk, and of the one with the focus, must lie over its neighbours; moving the path itself
  // would change the tab order.
  function toonKeuze() {
    omlijn("keuze", staat.laatste && wijken.get(staat.laatste.gekozen)?.pad);
  }

  function toonFocus() {
    const pad = document.activeElement;
    omlijn("focus", pad?.matches("path.wijk:focus-visible") && pad);
  }

  function omlijn(soort, pad) {
    if (!staat[soort]) {
      staat[soort] = document.createElementNS("http://www.w3.org/2000/svg", "path");
      staat[soort].setAttribute("class", soort);
      staat[soort].setAttribute("aria-hidden", "true");
    }
    const lijn = staat[soort];
    if (!pad) { lijn.remove(); return; }
    lijn.setAttribute("d", pad.getAttribute("d"));
    const vorige = (soort === "focus" && staat.keuze?.isConnected && staat.keuze) || [...wijken.values()].at(-1).pad;
    if (vorige.nextSibling !== lijn) vorige.after(lijn);
  }

  // Writing what stands there already would have the browser lay out and paint it again.
  function zet(element, naam, waarde) {
    if (element.getAttribute(naam) !== waarde) element.setAttribute(naam, waarde);
  }

  function zetStijl(element, naam, waarde) {
    if (element.style[naam] !== waarde) element.style[naam] = waarde;
  }

  function toonInitiatieven(bits) {
    if (staat.bits === bits) return false;
    staat.bits = bits;
    const erbij = [], eraf = [];
    initiatieven.forEach((stip, nummer) => {
      const nodig = Boolean(parseInt(bits[nummer >> 2] || "0", 16) & (8 >> (nummer & 3)));
      if (nodig !== stip.opKaart) (nodig ? erbij : eraf).push(stip);
      stip.opKaart = nodig;
    });
    if (eraf.length === initiatieven.length) cluster.clearLayers();
    else if (eraf.length) cluster.removeLayers(eraf);
    if (erbij.length) cluster.addLayers(erbij);
    return true;
  }

  function toonBasiskaart(aan, schil) {
    schil.toggle("met-basiskaart", aan);
    if (aan && !tegels) {
      tegels = L.tileLayer(inhoud.basiskaart, { minZoom: 6, maxZoom: 18, attribution: inhoud.basiskaartBron });
    }
    if (aan) tegels.addTo(kaart);
    else tegels?.remove();
  }

  // ---- the view

  // The line with the source lies over the bottom of the map, not over the city.
  function ruimte() {
    const bron = kaart.getContainer().querySelector(".leaflet-control-attribution");
    return { paddingTopLeft: [4, 4], paddingBottomRight: [4, 4 + bron.offsetHeight] };
  }

  function pasIn() {
    kaart.invalidateSize({ animate: false });
    if (!staat.zelfBewogen) kaart.fitBounds(kader(), { animate: false, ...ruimte() });
    plaatsNamen();
  }

  // The print has a size of its own; see `kaart.css` and the same size in `scherm.css`.
  function opPapier(aan) {
    if (kaart.getContainer().classList.toggle("op-papier", aan) === staat.papier) return;
    staat.papier = aan;
    if (aan) staat.blik = [kaart.getCenter(), kaart.getZoom()];
    kaart.invalidateSize({ animate: false });
    if (aan || !staat.zelfBewogen) kaart.fitBounds(kader(), { animate: false, ...ruimte() });
    else kaart.setView(...staat.blik, { animate: false });
    plaatsNamenNu();
  }

  // Show these wijken, as large as they fit; none of them means the whole city. The map goes there in one movement.
  function kijkNaar(codes) {
    Object.assign(staat, { wijken: codes, zelfBewogen: false });
    kaart.getContainer().classList.toggle("een-wijk", codes.length === 1);
    const rustig = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (rustig) kaart.fitBounds(kader(), { animate: false, ...ruimte() });
    else kaart.flyToBounds(kader(), { duration: 0.7, ...ruimte() });
  }

  // With some of what lies around it: a wijk alone does not say where it is.
  function kader() {
    const eigen = staat.wijken.map((code) => wijken.get(code)).filter(Boolean);
    if (!eigen.length || eigen.length === wijken.size) return inhoud.grens;
    const vlak = L.latLngBounds([]);
    for (const { laag } of eigen) vlak.extend(laag.getBounds());
    return vlak.pad(eigen.length === 1 ? 0.13 : 0.04);
  }

  // For a wall: labels of this many pixels, wider patterns, and no keys or buttons of its own beside those around it.
  function groot(letter) {
    const schil = kaart.getContainer();
    if (staat.letter === letter) return;
    if (!staat.letter) {
      kaart.keyboard.disable();
      staat.zoomknoppen.remove();
      schil.classList.add("groot");
      for (const patroon of document.querySelectorAll("pattern")) {
        patroon.setAttribute("patternTransform", `${patroon.getAttribute("patternTransform") || ""} scale(1.6)`);
      }
    }
    staat.letter = letter;
    schil.style.setProperty("--letter", `${letter}px`);
    pasIn(); // the line with the source may be higher now
  }

  // Labels and clusters never cover each other.
  let gepland = 0;
  function plaatsNamen() {
    cancelAnimationFrame(gepland);
    gepland = requestAnimationFrame(plaatsNamenNu);
  }
  function plaatsNamenNu() {
    if (!staat.laatste || !staat.laatste.lagen.includes("namen")) return;
    const vlak = kaart.getContainer().getBoundingClientRect();
    const bezet = [...kaart.getContainer().querySelectorAll(".cluster, path.initiatief, .leaflet-control")].map((e) => e.getBoundingClientRect());
    const getal = (w) => parseInt(w.getal.textContent.replaceAll(".", ""), 10) || 0;
    const mee = [...wijken.values()].filter((w) => !staat.letter || !w.doos.classList.contains("buiten"));
    const volgorde = mee.sort((a, b) => getal(b) - getal(a));
    for (const w of volgorde) { w.doos.style.margin = "0"; w.doos.classList.remove("weg"); }
    const beste = zoekPlekken(new Map(volgorde.map((w) => [w, w.doos.getBoundingClientRect()])), bezet, vlak);
    for (const w of volgorde) {
      const plek = beste.get(w);
      w.doos.classList.toggle("weg", !plek);
      if (plek) w.doos.style.margin = `${plek[1]}px 0 0 ${plek[0]}px`;
    }
  }

  // ---- keys

  function isDruk(e) {
    if (e.key !== "Enter" && e.key !== " ") return false;
    e.preventDefault();
    return true;
  }

  // Leaflet listens to the arrows, plus and minus on the map itself; from whatever in it has the focus they do the same.
  function toetsen() {
    const schil = kaart.getContainer();
    schil.setAttribute("role", "region");
    schil.setAttribute("aria-label", "Kaart: pijltjes verschuiven, plus en min zoomen, Tab gaat langs de wijken en initiatieven");
    const STAP = 80;
    const doen = {
      ArrowLeft: () => kaart.panBy([-STAP, 0]), ArrowRight: () => kaart.panBy([STAP, 0]),
      ArrowUp: () => kaart.panBy([0, -STAP]), ArrowDown: () => kaart.panBy([0, STAP]),
      "+": () => kaart.zoomIn(), "=": () => kaart.zoomIn(), "-": () => kaart.zoomOut(), _: () => kaart.zoomOut(),
      Escape: () => kaart.eachLayer((laag) => { if (laag instanceof L.Tooltip) laag.close(); }),
    };
    schil.addEventListener("keydown", (e) => {
      const doe = doen[e.key];
      if (!doe || e.altKey || e.ctrlKey || e.metaKey) return;
      if (e.key !== "Escape") {
        if (!kaart.keyboard.enabled()) return; // the keys are for what is around this page
        staat.zelfBewogen = true;
        if (e.target === schil) return;
        e.preventDefault();
      }
      doe();
    });
    schil.addEventListener("focusin", (e) => {
      toonFocus();
      const w = e.target.dataset?.code && wijken.get(e.target.dataset.code);
      // What has the focus is in sight.
      if (w && kaart.keyboard.enabled() && !kaart.getBounds().intersects(w.laag.getBounds())) kaart.panTo(w.laag.getBounds().getCenter());
    });
    schil.addEventListener("focusout", () => omlijn("focus", null));
  }

  // Opens a cluster as a click does; the focus goes to the first of what comes in its place.
  function openCluster(groep) {
    const [eerste] = groep.getAllChildMarkers();
    const icoon = groep.getElement();
    const verder = () => {
      cluster.off("spiderfied", verder);
      kaart.off("moveend", verder);
      if (![document.body, icoon].includes(document.activeElement)) return; // one has gone on meanwhile
      const zichtbaar = kaart.hasLayer(eerste) ? eerste : cluster.getVisibleParent(eerste);
      zichtbaar?.getElement()?.focus({ preventScroll: true });
    };
    cluster.on("spiderfied", verder);
    kaart.on("moveend", verder);
    groep.fire("click", {}, true);
  }

  // Who asked for less motion gets the next view at once.
  function beweegRustig() {
    const vraag = matchMedia("(prefers-reduced-motion: reduce)");
    const gewoon = { zoom: kaart.options.zoomAnimationThreshold, panBy: kaart.panBy };
    const pas = () => {
      kaart.options.inertia = !vraag.matches;
      kaart.options.zoomAnimationThreshold = vraag.matches ? -1 : gewoon.zoom;
      kaart.panBy = vraag.matches ? (stap, keuzes) => gewoon.panBy.call(kaart, stap, { ...keuzes, animate: false }) : gewoon.panBy;
    };
    vraag.addEventListener("change", pas);
    pas();
  }

  // ---- choosing

  const luisteraars = [];
  function kies(code) {
    luisteraars.forEach((f) => f(staat.laatste && staat.laatste.gekozen === code ? "" : code));
  }

  return {
    begin, buurt, wijk, initiatief, cluster: clusterIcoon, toon, kijkNaar, groot,
    opKeuze: (f) => luisteraars.push(f),
    klaar: () => staat.begonnen,
  };
})();
window.dekking = dekking; // the frame around this page reaches it by name
