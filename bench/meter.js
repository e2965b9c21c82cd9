// Runs in the measured page, before its own scripts: looks at the map in every animation frame, the same way in both
// applications. Says what is on the path elements, whether any wijk is to be seen, and when the user did something.
(() => {
  if (window !== window.top || window.meter) return;
  const meter = { leeg: 0, wissels: [], actie: 0, aan: false };
  window.meter = meter;
  addEventListener("pointerdown", (e) => { meter.actie = e.timeStamp; }, true);
  // The list of a <select> belongs to the browser: the page sees no press of the mouse in it, only what it chose.
  addEventListener("change", (e) => { if (e.target.matches("select")) meter.actie = e.timeStamp; }, true);

  const frames = () => [...document.querySelectorAll("iframe")];
  const paden = (frame, soort) => [...frame.contentDocument?.querySelectorAll(`path.${soort}`) ?? []];
  const telt = (vak) => vak.width > 1 && vak.height > 1;

  // The buurten of the last map of which a wijk is in sight; undefined when there is none.
  function zichtbaar() {
    return frames().flatMap((frame) => {
      const vak = frame.getBoundingClientRect();
      if (!telt(vak) || getComputedStyle(frame).visibility !== "visible") return [];
      const inBeeld = paden(frame, "wijk").some((pad) => {
        const r = pad.getBoundingClientRect(); // in the frame's own coordinates
        return telt(r) && r.right > 0 && r.bottom > 0 && r.left < vak.width && r.top < vak.height;
      });
      return inBeeld ? [paden(frame, "buurt")] : [];
    }).at(-1);
  }

  // One digit a buurt (2 × status + bevestigd, 0 for none), an exclamation mark behind it when outside the gebied. Ours has
  // the classes of groups, in which two are a wijkraad without support.
  function stand(buurten) {
    const zonder = buurten[0]?.closest(".zonder-wijkraden");
    return buurten.map(({ classList, className }) => {
      const [, letter, cijfer] = /\b([gs])([0-4])\b/.exec(className.baseVal) ?? [];
      const soort = letter === "g" && cijfer > 0 ? Math.max(1, cijfer - 1) : Number(cijfer);
      const score = !soort ? soort : zonder && soort < 3 ? 0 : 2 * soort + !classList.contains("twijfel");
      return `${score}${classList.contains("buiten-gebied") ? "!" : ""}`;
    }).join("");
  }

  function kijk() {
    if (!meter.aan) return;
    const buurten = zichtbaar();
    const nu = buurten ? stand(buurten) : "";
    meter.leeg += !buurten;
    if (meter.wissels.at(-1)?.stand !== nu) meter.wissels.push({ t: performance.now(), stand: nu });
    requestAnimationFrame(kijk);
  }

  meter.begin = () => {
    const liep = meter.aan;
    Object.assign(meter, { leeg: 0, wissels: [], actie: 0, aan: true });
    if (!liep) kijk();
  };
  meter.rust = () => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning";
  meter.toont = (verwacht) => meter.wissels.at(-1)?.stand === verwacht;
  meter.gekozen = (nummer) => frames().some((frame) => paden(frame, "wijk")[nummer]?.classList.contains("gekozen"));
  requestAnimationFrame(meter.begin);
})();
