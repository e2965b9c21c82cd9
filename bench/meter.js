// Runs in the measured page, before its own scripts: looks at the map in every animation frame, the same way in both
// applications. Says what is on the path elements, whether any wijk is to be seen, and when the user did something.
(() => {
  if (window !== window.top || window.meter) return;
  const meter = { frames: 0, leeg: 0, wissels: [], actie: 0, eerste: null, gemist: 0 };
  window.meter = meter;
  let aan = true;
  addEventListener("pointerdown", (e) => { meter.actie = e.timeStamp; }, true);
  // The list of a <select> belongs to the browser: the page sees no press of the mouse in it, only what it chose.
  addEventListener("change", (e) => { if (e.target.matches("select")) meter.actie = e.timeStamp; }, true);

  function kaarten() {
    return [...document.querySelectorAll("iframe")].flatMap((frame) => {
      const vak = frame.getBoundingClientRect();
      if (!vak.width || !vak.height || getComputedStyle(frame).visibility !== "visible") return [];
      let ander = null;
      try { ander = frame.contentDocument; } catch { return []; }
      const buurten = ander ? [...ander.querySelectorAll("path.buurt")] : [];
      const wijken = ander ? [...ander.querySelectorAll("path.wijk")] : [];
      return wijken.length ? [{ venster: frame.contentWindow, vak, buurten, wijken }] : [];
    });
  }

  function zichtbaar({ vak, wijken }) {
    return wijken.some((pad) => {
      const r = pad.getBoundingClientRect(); // in the frame's own coordinates
      return r.width > 1 && r.height > 1 && r.right > 0 && r.bottom > 0 && r.left < vak.width && r.top < vak.height;
    });
  }

  // One digit a buurt (2 × status + bevestigd, 0 for none), an exclamation mark behind it when outside the gebied. Ours has
  // the classes of groups, in which two are a wijkraad without support.
  function stand({ buurten }) {
    const zonder = buurten.length && buurten[0].closest(".zonder-wijkraden");
    return buurten.map(({ classList }) => {
      const groep = [4, 3, 2, 1].find((g) => classList.contains(`g${g}`));
      const soort = groep ? Math.max(1, groep - 1)
        : [3, 2, 1].find((s) => classList.contains(`s${s}`)) || (classList.contains("s0") || classList.contains("g0") ? 0 : NaN);
      const score = !soort ? soort : zonder && soort < 3 ? 0 : 2 * soort + !classList.contains("twijfel");
      return `${score}${classList.contains("buiten-gebied") ? "!" : ""}`;
    }).join("");
  }

  const leaflet = ({ venster }) => Object.values(venster).find((w) => venster.L && w instanceof venster.L.Map);

  function wat() {
    const alle = kaarten().filter(zichtbaar);
    const laatste = alle.at(-1);
    return {
      t: performance.now(),
      leeg: !laatste,
      stand: laatste ? stand(laatste) : "",
      wijken: laatste ? laatste.wijken.length : 0,
    };
  }

  function kijk() {
    if (!aan) return;
    const nu = wat();
    meter.frames += 1;
    meter.leeg += nu.leeg;
    const vorige = meter.wissels.at(-1);
    if (!vorige || vorige.stand !== nu.stand) meter.wissels.push({ t: nu.t, stand: nu.stand });
    if (!meter.eerste && nu.wijken) meter.eerste = performance.timeOrigin + nu.t;
    requestAnimationFrame(kijk);
  }

  meter.begin = () => { Object.assign(meter, { frames: 0, leeg: 0, wissels: [], actie: 0 }); if (!aan) { aan = true; kijk(); } };
  meter.stop = () => { aan = false; };
  meter.rust = () => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning";
  meter.toont = (verwacht) => meter.wissels.at(-1)?.stand === verwacht;
  meter.zoom = () => { const k = kaarten().at(-1); return k ? leaflet(k).getZoom() : null; };
  let oud = null;
  meter.zoomIn = () => {
    const k = kaarten().at(-1);
    oud = [leaflet(k).getCenter(), leaflet(k).getZoom()];
    leaflet(k).setZoom(oud[1] + 1, { animate: false });
    return leaflet(k).getZoom();
  };
  meter.terug = () => { leaflet(kaarten().at(-1)).setView(...oud, { animate: false }); };
  meter.stil = () => { const k = kaarten().at(-1); return Boolean(k) && !leaflet(k)._animatingZoom; };
  meter.gekozen = () => { const k = kaarten().at(-1); return k ? k.wijken.findIndex((p) => p.classList.contains("gekozen")) : -1; };
  meter.kies = (nummer) => {
    const pad = kaarten().at(-1).wijken[nummer];
    const r = pad.getBoundingClientRect();
    const waar = { bubbles: true, clientX: r.left + r.width / 2, clientY: r.top + r.height / 2 };
    for (const soort of ["mousedown", "mouseup", "click"]) pad.dispatchEvent(new MouseEvent(soort, waar));
  };
  meter.punten = () => {
    const { document: d } = kaarten().at(-1).venster;
    const groepen = [...d.querySelectorAll(".cluster")].map((e) => Number(e.textContent));
    const los = d.querySelectorAll("path.initiatief").length;
    return { elementen: groepen.length + los, som: groepen.reduce((a, b) => a + b, 0) + los };
  };
  requestAnimationFrame(kijk);
})();
