// Where the labels of the map go: none over another, none over what has to stay in sight. A plain script.
"use strict";

const zoekPlekken = (() => {
  // Spots around its own that a label tries, the nearest first.
  const PLEKKEN = [[0, 0]];
  for (let straal = 6; straal <= 54; straal += 6) {
    for (let hoek = 0; hoek < 24; hoek++) {
      // Wider than high, as the labels are; straight up and down first.
      const a = Math.PI * (hoek % 2 ? 0.5 : 1.5) + (Math.PI / 12) * Math.ceil(hoek / 2) * (hoek % 4 < 2 ? 1 : -1);
      PLEKKEN.push([Math.round(1.2 * straal * Math.cos(a)), Math.round(straal * Math.sin(a))]);
    }
  }

  // maten: label → its rectangle, the most important first; bezet: rectangles that stay free; vlak: that of the map.
  // Returns label → how far to move it; without a spot it is left out.
  function zoek(maten, bezet, vlak) {
    // A name without a spot gets the first pick in a next round; the round that leaves out fewest is the one.
    let beste = null, rij = [...maten.keys()];
    for (let ronde = 0; ronde < 4 && !(beste && beste.size === rij.length); ronde++) {
      const gevonden = eenRonde(rij, maten, bezet, vlak);
      if (!beste || gevonden.size > beste.size) beste = gevonden;
      rij = [...rij.filter((w) => !gevonden.has(w)), ...rij.filter((w) => gevonden.has(w))];
    }
    return beste;
  }

  function eenRonde(rij, maten, bezet, vlak) {
    const vol = [...bezet], gevonden = new Map();
    for (const w of rij) {
      const m = krap(maten.get(w));
      const verschoven = ([dx, dy]) => ({ left: m.left + dx, right: m.right + dx, top: m.top + dy, bottom: m.bottom + dy });
      const plek = PLEKKEN.find((p) => {
        const r = verschoven(p);
        if (r.left < vlak.left || r.right > vlak.right || r.top < vlak.top || r.bottom > vlak.bottom) return false;
        return vol.every((o) => r.right < o.left || r.left > o.right || r.bottom < o.top || r.top > o.bottom);
      });
      if (!plek) continue;
      gevonden.set(w, plek);
      vol.push(verschoven(plek));
    }
    return gevonden;
  }

  // Boxes are higher than their letters, and names beside each other need a space to be read as two.
  function krap({ left, right, top, bottom }) {
    return { left: left - 2, right: right + 2, top: top + 2, bottom: bottom - 2 };
  }

  return zoek;
})();
