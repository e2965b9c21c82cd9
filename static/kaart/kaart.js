// Lives inside the map page. Knows how things look and nothing about why: every status comes from Python.
"use strict";

const dekking = (() => {
  const [STIP, RUW] = [3.5, 5.5]; // px, of an initiative with an address, and of one of which only the buurt is known
  const buurten = new Map(); // code → {vlak, rand}
  const wijken = new Map(); // code → {vlak, naam (label), punt}
  const initiatieven = []; // circle markers by number
  // wijken: those that the map looks at, none for all of them; gestuurd: by the page around this one, which then always does.
  const staat = { begonnen: false, laatste: null, zelfBewogen: false, wijken: [], gestuurd: false };
  const meter = document.createElement("canvas").getContext("2d");
  let kaart, inhoud, cluster, tegels, leiders;

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
    const stip = L.circleMarker([lat, lon], { radius: ruw ? RUW : STIP, className: ruw ? "initiatief ruw" : "initiatief" });
    Object.assign(stip, { ruw, naam, buiten: bij < 0, opKaart: true });
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
    const soort = stippen.every(({ ruw }) => ruw) ? "cluster ruw" : "cluster";
    // As large as a finger needs; what is drawn in it is smaller.
    const icoon = L.divIcon({ html: tekst(String(aantal), soort), className: "stip", iconSize: [24, 24] });
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
    staat.heleStad = knop("topleft", "hele-stad", "Hele stad", () => { kijk([]); kaart.getContainer().focus({ preventScroll: true }); });
    staat.heleStad.title = "Laat de hele stad zien";
    maakPanelen();
    L.control.attribution({ prefix: false }).addTo(kaart).addAttribution(inhoud.bron);
    inhoud.wijken.forEach((gegeven) => maakWijk(gegeven));
    buurten.forEach((b) => maakBuurt(b));
    cluster.on("clusterkeydown", ({ layer, originalEvent }) => { if (isDruk(originalEvent)) openCluster(layer); });
    toetsen();
    beweegRustig();
    laatDoor();
    kaart.on("zoomstart", () => kaart.getContainer().classList.add("zoomt"));
    kaart.on("zoomend moveend viewreset", () => { toonKeuze(); toonFocus(); });
    kaart.on("dragstart", () => { staat.zelfBewogen = true; });
    kaart.on("moveend", naBeweging);
    document.fonts.addEventListener("loadingdone", () => { breedtes.clear(); plaatsNamen(); });
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
    b.ringen = ringen(b.laag);
    b.rand = L.polyline([], { className: "oprichting", interactive: false, smoothFactor: 0 }).addTo(kaart);
    zetStijl(b.rand.getElement(), "display", "none");
  }

  // All rings of an area, whether it has one part or more.
  function ringen(laag) {
    return laag.getLatLngs().flat(laag.feature.geometry.type === "Polygon" ? 0 : 1);
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
    w.punt = L.latLng(punt);
    const icoon = L.divIcon({ html: w.doos, className: "", iconSize: [0, 0] });
    w.label = L.marker(punt, { icon: icoon, interactive: false, keyboard: false, pane: "namen" }).addTo(kaart);
  }

  // Names lie over everything, the lines to them just below.
  function maakPanelen() {
    for (const [naam, hoogte] of [["leiders", 630], ["namen", 640]]) kaart.createPane(naam).style.zIndex = hoogte;
    leiders = ["leider onder", "leider"].map((className) => (
      L.polyline([], { className, pane: "leiders", interactive: false, smoothFactor: 0 }).addTo(kaart)));
  }

  function knop(position, klasse, opschrift, druk) {
    const element = document.createElement("button");
    Object.assign(element, { type: "button", className: `kaartknop ${klasse}`, textContent: opschrift });
    element.addEventListener("click", druk);
    L.DomEvent.disableClickPropagation(element);
    const blok = L.control({ position });
    blok.onAdd = () => element;
    blok.addTo(kaart);
    return element;
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
  function toon(gevraagd) {
    const stand = metStil(gevraagd);
    staat.laatste = stand;
    if (!staat.begonnen) return;
    const binnen = new Map(inhoud.wijken.map(({ code }, i) => [code, stand.binnen[i] === "1"]));
    inhoud.buurten.forEach((code, i) => {
      const b = buurten.get(code);
      const buiten = stand.buurtBinnen && stand.buurtBinnen[i] === "0";
      const stil = stand.stil?.[i] === "1";
      zet(b.pad, "class", klassen("buurt", inhoud.klassen[stand.buurten[i]], buiten && "buiten-gebied", stil && "stil"));
    });
    toonOprichting(inhoud.buurten.map((_, i) => stand.oprichting[i] === "1" && stand.buurtBinnen?.[i] !== "0"));
    inhoud.wijken.forEach(({ code }, i) => toonWijk(wijken.get(code), i, stand, binnen.get(code), code));
    toonKeuze();
    const schil = kaart.getContainer().classList;
    for (const laag of ["wijkraden", "oprichting", "namen"]) schil.toggle(`zonder-${laag}`, !stand.lagen.includes(laag));
    toonBasiskaart(stand.lagen.includes("basiskaart"), schil);
    toonInitiatieven(stand.lagen.includes("initiatieven") ? stand.initiatieven : "");
    volg(stand);
    toonNamen();
  }

  // The dotted edge goes around the buurten of a wijk together: what two of them share has none.
  function toonOprichting(erbij) {
    if (staat.oprichting === String(erbij)) return;
    staat.oprichting = String(erbij);
    const keer = new Map();
    const stukken = inhoud.buurten.map((code, i) => (erbij[i] ? buurten.get(code).ringen : []).map((ring) => ring.map((van, k) => {
      const tot = ring[(k + 1) % ring.length];
      const sleutel = [inhoud.wijkVan[i], ...[String(van), String(tot)].sort()].join();
      keer.set(sleutel, (keer.get(sleutel) ?? 0) + 1);
      return { van, tot, sleutel };
    })));
    inhoud.buurten.forEach((code, i) => {
      const { rand } = buurten.get(code);
      zetStijl(rand.getElement(), "display", erbij[i] ? "" : "none");
      if (!erbij[i]) return;
      const lijnen = [];
      for (const ring of stukken[i]) {
        let lijn = null;
        for (const { van, tot, sleutel } of ring) {
          if (keer.get(sleutel) > 1) lijn = null;
          else if (lijn) lijn.push(tot);
          else lijnen.push(lijn = [van, tot]);
        }
      }
      rand.setLatLngs(lijnen);
    });
  }

  // Where only one group is asked for, the buurten of the others are quiet. `alleen` is its class.
  function metStil(stand) {
    if (!stand.alleen) return stand;
    const van = (cijfer) => inhoud.klassen[cijfer].split(" ")[0];
    return { ...stand, stil: [...stand.buurten].map((cijfer) => (van(cijfer) === stand.alleen ? "0" : "1")).join("") };
  }

  // Names of classes, without those that are not so.
  function klassen(...namen) {
    return namen.filter(Boolean).join(" ");
  }

  function toonWijk(w, i, stand, binnen, code) {
    const gekozen = stand.gekozen === code;
    const stil = isStil(i, stand);
    const anders = [!binnen && "buiten-gebied", gekozen && "gekozen", stand.wijkStil && "stil"];
    zet(w.pad, "class", klassen("wijk leaflet-interactive", `w${stand.wijken[i]}`, ...anders));
    zet(w.pad, "aria-pressed", String(gekozen));
    zet(w.pad, "aria-label", stand.omschrijvingen[i]);
    if (w.getal.textContent !== stand.getallen[i]) w.getal.textContent = stand.getallen[i];
    w.doos.classList.toggle("buiten", !binnen);
    w.doos.classList.toggle("stil", stil);
  }

  // A wijk of which nothing stands out, as the page around this one says, or else as all its buurten say.
  function isStil(i, { stil, wijkStil }) {
    if (wijkStil) return wijkStil[i] === "1";
    return Boolean(stil) && inhoud.wijkVan.every((nummer, b) => nummer !== i || stil[b] === "1");
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
    if (staat.bits === bits) return;
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
    stuur(() => {
      kaart.invalidateSize({ animate: false });
      if (!staat.zelfBewogen) kaart.fitBounds(kader(), { animate: false, ...ruimte() });
    });
    plaatsNamen();
  }

  // A movement that nobody made by hand.
  function stuur(beweeg) {
    staat.stuurt = true;
    beweeg();
    staat.stuurt = false;
  }

  function naBeweging() {
    if (!staat.stuurt) staat.zelfBewogen = true;
    staat.heleStad.hidden = !staat.zelfBewogen && kader() === inhoud.grens;
    kaart.getContainer().classList.remove("zoomt");
    toonNabij();
    plaatsNamen();
  }

  // The print has a size of its own; see `kaart.css` and the same size in `scherm.css`. On it stands all of the city.
  function opPapier(aan) {
    if (kaart.getContainer().classList.toggle("op-papier", aan) === staat.papier) return;
    staat.papier = aan;
    if (aan) staat.blik = [kaart.getCenter(), kaart.getZoom()];
    stuur(() => {
      kaart.invalidateSize({ animate: false });
      if (aan) kaart.fitBounds(staat.gestuurd ? kader() : inhoud.grens, { animate: false, ...ruimte() });
      else kaart.setView(...staat.blik, { animate: false });
    });
    plaatsNamenNu();
  }

  // Show these wijken, as large as they fit; none of them means the whole city. The map goes there in one movement.
  function kijk(codes, meteen = false) {
    Object.assign(staat, { wijken: codes, zelfBewogen: false });
    if (meteen || matchMedia("(prefers-reduced-motion: reduce)").matches || !kaart.getSize().x) {
      stuur(() => kaart.fitBounds(kader(), { animate: false, ...ruimte() }));
    } else {
      staat.stuurt = true;
      kaart.flyToBounds(kader(), { duration: 0.6, ...ruimte() });
      kaart.once("moveend", () => { staat.stuurt = false; });
    }
    staat.heleStad.hidden = kader() === inhoud.grens;
  }

  // The map goes along with what is chosen. A comparison is of the whole city: there a choice is only marked.
  function volg({ gekozen, wijkStil, binnen }) {
    if (staat.gestuurd) return;
    const eigen = inhoud.wijken.flatMap(({ code }, i) => (binnen[i] === "1" ? [code] : []));
    const codes = wijken.has(gekozen) && !wijkStil ? [gekozen] : eigen;
    const doel = codes.length < wijken.size ? codes : [];
    if (String(doel) === String(staat.doel ?? "")) return;
    kijk(doel, !staat.doel);
    staat.doel = doel;
  }

  // With some of what lies around it: a wijk alone does not say where it is.
  function kader() {
    const eigen = staat.wijken.map((code) => wijken.get(code)).filter(Boolean);
    if (!eigen.length || eigen.length === wijken.size) return inhoud.grens;
    const vlak = L.latLngBounds([]);
    for (const { laag } of eigen) vlak.extend(laag.getBounds());
    return vlak.pad(eigen.length > 1 ? 0.04 : staat.gestuurd ? 0.13 : 0.3);
  }

  // For a wall: labels of this many pixels, wider patterns, and no keys or buttons of its own beside those around it.
  function groot(letter) {
    const schil = kaart.getContainer();
    if (staat.letter === letter) return;
    if (!staat.letter) {
      kaart.keyboard.disable();
      staat.zoomknoppen.remove();
      staat.heleStad.remove();
      schil.classList.add("groot");
      for (const patroon of document.querySelectorAll("pattern")) {
        patroon.setAttribute("patternTransform", `${patroon.getAttribute("patternTransform") || ""} scale(1.6)`);
      }
    }
    staat.letter = letter;
    schil.style.setProperty("--letter", `${letter}px`); // of the words that stand by a wijk when one points at it
    pasIn(); // the line with the source may be higher now
  }

  // Initiatives are small on the map of the city, and larger once one looks at a part of it.
  function toonNabij() {
    const nabij = kaart.getZoom() > kaart.getBoundsZoom(inhoud.grens) + 0.7;
    if (kaart.getContainer().classList.toggle("nabij", nabij) === staat.nabij) return;
    staat.nabij = nabij;
    for (const stip of initiatieven) stip.setRadius((stip.ruw ? RUW : STIP) * (nabij ? 1.5 : 1));
  }

  // ---- names

  // Where they stand depends on what one looks at, and on which of them have a number: told once for each.
  let gepland = 0;
  const plekken = new Map(), breedtes = new Map();

  function plaatsNamen() {
    cancelAnimationFrame(gepland);
    gepland = requestAnimationFrame(plaatsNamenNu);
  }

  function plaatsNamenNu() {
    plekken.clear();
    staat.geplaatst = null;
    toonNamen();
  }

  function toonNamen() {
    if (!staat.laatste?.lagen.includes("namen") || !kaart.getSize().x) return;
    const mee = [...wijken.values()].filter((w) => !staat.letter || !w.doos.classList.contains("buiten"));
    const wat = mee.map((w) => `${w.doos.classList.contains("buiten") ? "-" : ""}${vorm(w.getal.textContent)}`).join("|");
    if (wat === staat.geplaatst) return;
    staat.geplaatst = wat;
    if (!plekken.has(wat)) plekken.set(wat, vindNamen(mee));
    const lijnen = [];
    plekken.get(wat).forEach((plek, i) => {
      const { doos, kop, label } = mee[i];
      doos.classList.toggle("weg", !plek);
      if (!plek) return;
      if (kop.textContent !== plek.tekst) kop.textContent = plek.tekst;
      zetStijl(doos, "fontSize", `${plek.letter}px`);
      label.setLatLng(plek.waar);
      if (plek.lijn) lijnen.push(plek.lijn);
    });
    for (const leider of leiders) leider.setLatLngs(lijnen);
  }

  function vindNamen(mee) {
    const schil = kaart.getContainer(), vlak = schil.getBoundingClientRect();
    const bezet = [...schil.querySelectorAll(".leaflet-control")].map((e) => e.getBoundingClientRect()).filter(({ width }) => width)
      .map(({ left, right, top, bottom }) => ({ left: left - vlak.left, right: right - vlak.left, top: top - vlak.top, bottom: bottom - vlak.top }));
    // What lies beside the city keeps its place there, shown or not: a number under a name would be read with it.
    const buiten = new Map(initiatieven.filter((stip) => stip.buiten).map((stip) => opScherm(stip.getLatLng())).map((plek) => [String(plek), plek]));
    for (const [x, y] of buiten.values()) bezet.push({ left: x - 9, right: x + 9, top: y - 9, bottom: y + 9 });
    const { x: breed, y: hoog } = kaart.getSize();
    const letter = lettermaat(breed, hoog);
    const namen = mee.map((w) => ({
      ringen: ringen(w.laag).map((ring) => ring.map(opScherm)),
      midden: opScherm(w.punt),
      vormen: schrijfwijzen(w.naam, vorm(w.getal.textContent), letter),
      buiten: !w.doos.classList.contains("buiten"),
    }));
    const opKaart = (plek) => kaart.containerPointToLatLng(plek);
    return zoekPlekken(namen, bezet, breed, hoog).map((plek) => plek && {
      tekst: plek.vorm.tekst, letter: plek.vorm.letter, waar: opKaart([plek.x, plek.y]), lijn: plek.lijn?.map(opKaart),
    });
  }

  function opScherm(plek) {
    const { x, y } = kaart.latLngToContainerPoint(plek);
    return [x, y];
  }

  function lettermaat(breed, hoog) {
    if (staat.letter) return staat.letter * (staat.wijken.length === 1 ? 1.5 : 1);
    return (Math.min(breed, hoog) < 400 ? 11 : 12) + (staat.nabij ? 1 : 0);
  }

  // Numbers of one length take the same room.
  function vorm(getal) { return getal.replaceAll(/\d/g, "0"); }

  // The ways to write a name with its number, the best first: on one line or on two, and a little smaller.
  function schrijfwijzen(naam, getal, letter) {
    const breuken = [...naam].flatMap((teken, i) => (" -".includes(teken) && i > 0 && i < naam.length - 1 ? [i + 1] : []));
    const midden = breuken.sort((a, b) => Math.abs(2 * a - naam.length) - Math.abs(2 * b - naam.length))[0];
    const regels = [[naam], ...(midden ? [[naam.slice(0, midden).trim(), naam.slice(midden).trim()]] : [])];
    const maten = new Set([1, 0.9, 0.8].map((deel) => Math.max(Math.min(letter, 10.5), letter * deel)));
    return [...maten].flatMap((maat) => regels.map((delen) => ({
      tekst: delen.join("\n"), letter: maat, hoog: maat * 1.15, regels: [...delen, ...(getal ? [getal] : [])].map((deel) => (breedte(deel) * maat) / 2),
    })));
  }

  // How wide a text is when its letters are one pixel.
  function breedte(woorden) {
    if (!breedtes.size) meter.font = `600 100px ${getComputedStyle(kaart.getContainer()).fontFamily}`;
    if (!breedtes.has(woorden)) breedtes.set(woorden, meter.measureText(woorden).width / 100);
    return breedtes.get(woorden);
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

  // The map does not catch a page that scrolls: one finger and the wheel go on to the page. Two fingers, the wheel with
  // Ctrl, and one finger after it was asked for, are for the map.
  function laatDoor() {
    const schil = kaart.getContainer();
    const losser = knop("topright", "schuif", "", () => maakLos(!schil.classList.contains("los")));
    const wiel = schil.appendChild(tekst(`Houd ${/Mac/.test(navigator.platform) ? "⌘" : "Ctrl"} ingedrukt om te zoomen`, "wiel"));
    wiel.setAttribute("aria-hidden", "true"); // for who has a mouse
    function maakLos(los) {
      schil.classList.toggle("los", los);
      losser.setAttribute("aria-pressed", String(los));
      losser.textContent = los ? "Tik om de pagina\nweer te schuiven" : "Tik om de kaart\nte verschuiven";
    }
    maakLos(false);
    schil.addEventListener("pointerdown", ({ pointerType }) => {
      if (pointerType === "touch" && !schil.matches(".los, .groot")) kaart.dragging.disable();
      else kaart.dragging.enable();
    }, { capture: true });
    let weg = 0;
    schil.addEventListener("wheel", (e) => {
      if (e.ctrlKey || e.metaKey) return;
      e.stopPropagation();
      wiel.classList.add("aan");
      clearTimeout(weg);
      weg = setTimeout(() => wiel.classList.remove("aan"), 1500);
    }, { capture: true, passive: true });
    // Who goes on elsewhere finds a page that moves.
    addEventListener("blur", () => maakLos(false));
    new IntersectionObserver(([{ isIntersecting }]) => { if (!isIntersecting) maakLos(false); }).observe(schil);
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
    begin, buurt, wijk, initiatief, cluster: clusterIcoon, toon, groot,
    kijkNaar: (codes) => { staat.gestuurd = true; kijk(codes); },
    opKeuze: (f) => luisteraars.push(f),
    klaar: () => staat.begonnen,
  };
})();
window.dekking = dekking; // the frame around this page reaches it by name
