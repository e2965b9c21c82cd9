// Where the names of the wijken go: in their own wijk, or beside the city with a line to it. A plain script, and only
// geometry: it measures nothing, so it is as fast on a page that is busy.
"use strict";

const zoekPlekken = (() => {
  const STAP = 3; // px between two rows that are looked at
  const RAND = 2.5; // px between a name and the border of its wijk
  const LUCHT = 5; // px between a name beside the city and all else
  const GRENS = 26; // px of line that one border more is worth
  const KEUZE = 250; // spots for a name that are weighed
  const GEDULD = 25_000; // spots that are compared with those of all others, before what there is is good enough
  const MIS = 10_000; // px of line that a name that is left out is worth

  // namen: what to place, the most important first, each {ringen, midden, vormen, buiten}: the rings of its area, the
  //   spot with most room around it, the ways to write it (the best first; of each line half its width and its height),
  //   and whether it may stand beside the city. bezet: rectangles to stay clear of; breed, hoog: of the map; all in px.
  // Returns for each name null when there is no room, or {vorm, x, y: its middle, lijn: null or two points}.
  function zoek(namen, bezet, breed, hoog) {
    const veld = { breed, hoog, rijen: Math.floor(hoog / STAP), bezet };
    const vlakken = namen.map(({ ringen }) => rijenVan(ringen, veld));
    const uit = namen.map((naam, i) => binnen(naam, vlakken[i], veld));
    const rest = uit.flatMap((plek, i) => (plek || !namen[i].buiten || !inVeld(namen[i].midden, veld) ? [] : [i]));
    if (rest.length) {
      const stad = raster(vlakken, veld);
      const vast = uit.flatMap((plek) => (plek ? regelvakken(plek) : []));
      // Where not all of them find room, their letters are as small as they may be.
      for (const klein of [false, true]) {
        const gevonden = verdeel(rest.map((i) => kandidaten(namen[i], i, klein, vlakken[i], stad, vast, veld)));
        if (!klein || gevonden.filter(Boolean).length > rest.filter((i) => uit[i]).length) gevonden.forEach((plek, k) => { uit[rest[k]] = plek; });
        if (rest.every((i) => uit[i])) break;
      }
    }
    return uit;
  }

  // ---- an area as rows: of each row where it begins and ends, pair by pair, within the map and clear of what is taken

  function rijenVan(ringen, veld) {
    const rijen = Array.from({ length: veld.rijen }, () => []);
    for (const ring of ringen) {
      ring.forEach(([x1, y1], i) => {
        const [x2, y2] = ring[(i + 1) % ring.length];
        const [boven, onder] = y1 < y2 ? [y1, y2] : [y2, y1];
        const laatste = Math.min(veld.rijen - 1, Math.ceil(onder / STAP - 0.5) - 1);
        for (let rij = Math.max(0, Math.ceil(boven / STAP - 0.5)); rij <= laatste; rij++) {
          rijen[rij].push(x1 + ((hoogte(rij) - y1) / (y2 - y1)) * (x2 - x1));
        }
      });
    }
    return rijen.map((rij, nummer) => {
      const op = rij.sort((a, b) => a - b).map((x) => Math.min(Math.max(x, 0), veld.breed));
      const over = veld.bezet.filter(({ top, bottom }) => top <= hoogte(nummer) && hoogte(nummer) <= bottom);
      return over.reduce((paren, { left, right }) => zonder(paren, left, right), op);
    });
  }

  function hoogte(rij) { return (rij + 0.5) * STAP; }

  function inVeld([x, y], { breed, hoog }) { return x > 0 && y > 0 && x < breed && y < hoog; }

  function zonder(paren, van, tot) {
    const uit = [];
    for (let i = 0; i < paren.length; i += 2) {
      if (paren[i] < van) uit.push(paren[i], Math.min(paren[i + 1], van));
      if (paren[i + 1] > tot) uit.push(Math.max(paren[i], tot), paren[i + 1]);
    }
    return uit;
  }

  function doorsnee(een, ander) {
    const uit = [];
    for (let i = 0; i < een.length; i += 2) {
      for (let j = 0; j < ander.length; j += 2) {
        const [van, tot] = [Math.max(een[i], ander[j]), Math.min(een[i + 1], ander[j + 1])];
        if (van <= tot) uit.push(van, tot);
      }
    }
    return uit;
  }

  function vereniging(rijen) {
    const paren = [];
    for (const rij of rijen) for (let i = 0; i < rij.length; i += 2) paren.push([rij[i], rij[i + 1]]);
    const uit = [];
    for (const [van, tot] of paren.sort((a, b) => a[0] - b[0])) {
      if (uit.length && van <= uit.at(-1) + 1) uit[uit.length - 1] = Math.max(uit.at(-1), tot);
      else uit.push(van, tot);
    }
    return uit;
  }

  // ---- in its own area

  function binnen({ midden: [mx, my], vormen }, vlak, veld) {
    for (const vorm of vormen) {
      const hoog = vorm.regels.length * vorm.hoog;
      let beste = null, kleinste = Infinity;
      for (let top = 0; top + hoog <= veld.hoog; top += STAP) {
        const dy = top + hoog / 2 - my;
        if (dy * dy >= kleinste) continue;
        const waar = ruimte(vorm, top, vlak);
        for (let i = 0; i < waar.length; i += 2) {
          const x = Math.min(Math.max(mx, waar[i]), waar[i + 1]);
          const ver = (x - mx) ** 2 + dy * dy;
          if (ver < kleinste) [kleinste, beste] = [ver, { vorm, x, y: top + hoog / 2, lijn: null }];
        }
      }
      if (beste) return beste;
    }
    return null;
  }

  // Where the middle of the lines may be when the first of them has this top.
  function ruimte({ regels, hoog }, top, vlak) {
    let waar = [-Infinity, Infinity];
    const eerste = Math.max(0, Math.floor((top - RAND) / STAP));
    const laatste = Math.min(vlak.length - 1, Math.floor((top + hoog * regels.length + RAND) / STAP));
    for (let rij = eerste; rij <= laatste && waar.length; rij++) {
      const regel = Math.min(Math.max(Math.floor((hoogte(rij) - top) / hoog), 0), regels.length - 1);
      const half = regels[regel] + RAND;
      const smal = [];
      for (let i = 0; i < vlak[rij].length; i += 2) {
        if (vlak[rij][i + 1] - vlak[rij][i] >= 2 * half) smal.push(vlak[rij][i] + half, vlak[rij][i + 1] - half);
      }
      waar = doorsnee(waar, smal);
    }
    return waar;
  }

  // ---- beside the city

  // Which area each spot of the map is in: its number, and -1 for none.
  function raster(vlakken, veld) {
    const kolommen = Math.ceil(veld.breed / STAP);
    const vakken = new Int16Array(kolommen * veld.rijen).fill(-1);
    vlakken.forEach((vlak, nummer) => vlak.forEach((paren, rij) => {
      for (let i = 0; i < paren.length; i += 2) {
        vakken.fill(nummer, rij * kolommen + Math.round(paren[i] / STAP), rij * kolommen + Math.round(paren[i + 1] / STAP));
      }
    }));
    const samen = Array.from({ length: veld.rijen }, (_, rij) => vereniging(vlakken.map((vlak) => vlak[rij])));
    return { samen, vakken, kolommen };
  }

  // The spots beside the city for a name, each with its line, the best first. Only those that are near are weighed.
  function kandidaten({ midden, vormen: alle }, nummer, klein, vlak, stad, vast, veld) {
    const doelen = doelenIn(vlak, midden);
    const plekken = [];
    const vormen = alle.filter(({ hoog }) => hoog === alle.at(klein ? -1 : 0).hoog);
    for (const vorm of vormen) {
      const hoog = vorm.regels.length * vorm.hoog, half = Math.max(...vorm.regels);
      for (let top = 2; top + hoog <= veld.hoog - 2; top += 2.5 * STAP) {
        for (const x of vrij(top, hoog, half, midden[0], stad.samen, veld)) {
          const doos = { left: x - half, right: x + half, top, bottom: top + hoog };
          plekken.push({ vorm, x, y: top + hoog / 2, doos, ver: afstand(midden, doos) + (vorm === vormen[0] ? 0 : 4) });
        }
      }
    }
    plekken.sort((a, b) => a.ver - b.ver);
    const uit = [];
    for (const plek of plekken) {
      const lijn = besteLijn(plek.doos, plek.vorm, doelen, nummer, stad, vast);
      if (lijn) uit.push({ ...plek, ...lijn, vak: omvat(plek.doos, lijn.lijn), kosten: lijn.kosten + (plek.vorm === vormen[0] ? 0 : 4) });
      if (uit.length === KEUZE) break;
    }
    // Of spots that are all but the same only the best.
    const los = [];
    for (const plek of uit.sort((a, b) => a.kosten - b.kosten)) {
      if (los.every(({ vorm, x, y }) => vorm !== plek.vorm || Math.abs(x - plek.x) > 9 || Math.abs(y - plek.y) > 9)) los.push(plek);
    }
    return los;
  }

  function omvat({ left, right, top, bottom }, [, [x, y]]) {
    return { left: Math.min(left, x), right: Math.max(right, x), top: Math.min(top, y), bottom: Math.max(bottom, y) };
  }

  function afstand([x, y], { left, right, top, bottom }) {
    return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
  }

  // Where a line may end: the spot with most room, and some near either side.
  function doelenIn(vlak, midden) {
    const rijen = vlak.flatMap((paren, rij) => (paren.length ? [rij] : []));
    const doelen = [midden];
    const stap = Math.max(1, Math.floor(rijen.length / 5));
    for (let k = Math.floor(stap / 2); k < rijen.length; k += stap) {
      const paren = vlak[rijen[k]];
      for (let i = 0; i < paren.length; i += 2) {
        if (paren[i + 1] - paren[i] > 18) doelen.push([paren[i] + 8, hoogte(rijen[k])], [paren[i + 1] - 8, hoogte(rijen[k])]);
      }
    }
    return doelen;
  }

  // The middles of a box of this size that lies clear of every area and of what is taken: those nearest to a spot.
  function vrij(top, hoog, half, dichtbij, samen, { breed, bezet }) {
    let waar = [half + 3, breed - half - 3];
    const over = half + LUCHT;
    for (let rij = Math.floor((top - LUCHT) / STAP); rij <= (top + hoog + LUCHT) / STAP; rij++) {
      const paren = samen[rij] ?? [];
      for (let i = 0; i < paren.length; i += 2) waar = zonder(waar, paren[i] - over, paren[i + 1] + over);
    }
    for (const vak of bezet) {
      if (vak.top < top + hoog + LUCHT && vak.bottom > top - LUCHT) waar = zonder(waar, vak.left - over, vak.right + over);
    }
    const uit = [];
    for (let i = 0; i < waar.length; i += 2) {
      const plek = Math.min(Math.max(dichtbij, waar[i]), waar[i + 1]);
      uit.push(plek);
      // A little further off is sometimes what lets another name in.
      for (const ver of [-54, -18, 18, 54]) if (plek + ver > waar[i] && plek + ver < waar[i + 1]) uit.push(plek + ver);
    }
    return uit;
  }

  function besteLijn(doos, { hoog }, doelen, nummer, stad, vast) {
    let beste = null;
    const eindes = doelen.map((doel) => {
      const begin = aanhechting(doos, hoog, doel);
      return { begin, doel, lengte: Math.hypot(doel[0] - begin[0], doel[1] - begin[1]) };
    }).sort((a, b) => a.lengte - b.lengte);
    for (const { begin, doel, lengte } of eindes) {
      // One border at least: that of the wijk itself.
      if (beste && lengte + GRENS >= beste.kosten) break;
      if (vast.some((vak) => raaktVak(begin, doel, vak))) continue;
      const kosten = lengte + GRENS * grenzen(begin, doel, lengte, nummer, stad);
      if (!beste || kosten < beste.kosten) beste = { lijn: [begin, doel], lang: verlengd(begin, doel, lengte), kosten };
    }
    return beste;
  }

  // Lines of which one ends on the other are read as one.
  function verlengd(begin, [x, y], lengte) {
    const meer = 5 / (lengte || 1);
    return [begin, [x + (x - begin[0]) * meer, y + (y - begin[1]) * meer]];
  }

  // A line begins beside the first line of a name, or above or below all of it.
  function aanhechting({ left, right, top, bottom }, hoog, [x, y]) {
    if (x < left) return [left - 2, top + hoog / 2];
    if (x > right) return [right + 2, top + hoog / 2];
    return [Math.min(Math.max(x, left + 6), right - 6), y < top ? top : bottom];
  }

  function grenzen([x1, y1], [x2, y2], lengte, nummer, { vakken, kolommen }) {
    let aantal = 0, vorige = -1;
    const stappen = Math.ceil(lengte / (2 * STAP));
    const [dx, dy] = [(x2 - x1) / stappen, (y2 - y1) / stappen];
    for (let i = 1; i < stappen; i++) {
      // Never beyond the map: a line ends within it, and begins beside a name within it.
      const hier = vakken[Math.floor((y1 + dy * i) / STAP) * kolommen + Math.floor((x1 + dx * i) / STAP)] ?? -1;
      if (hier !== vorige) aantal += 1;
      vorige = hier;
    }
    return aantal + (vorige === nummer ? 0 : 2);
  }

  // ---- all of them together: none over another, no line over a name or another line

  let geduld = 0;

  function verdeel(lijsten) {
    geduld = GEDULD;
    const rij = lijsten.map((_, i) => i).sort((a, b) => lijsten[a].length - lijsten[b].length);
    let plekken = Array.from(lijsten, () => null);
    for (const i of rij) plekken[i] = kies(i, lijsten, plekken);
    // What came off worst takes a better spot, and what stood there another, as long as all of them together gain by it.
    for (let beter = plekken; beter;) {
      plekken = beter;
      beter = null;
      const slecht = rij.filter((i) => spijt(plekken[i], lijsten[i]) > 30)
        .sort((a, b) => spijt(plekken[b], lijsten[b]) - spijt(plekken[a], lijsten[a]));
      for (const i of slecht) beter ??= zet(i, lijsten, met(plekken, i, null), [], 2, som(plekken, lijsten) - 1);
    }
    return plekken;
  }

  // How much worse a spot is than the best one for its name alone.
  function spijt(plek, lijst) { return plek ? plek.kosten - lijst[0].kosten : lijst.length && MIS; }

  function som(plekken, lijsten, geplaatst = false) {
    return plekken.reduce((samen, plek, i) => samen + (plek || !geplaatst ? spijt(plek, lijsten[i]) : 0), 0);
  }

  function kies(i, lijsten, plekken) {
    return lijsten[i].find((kandidaat) => botst(kandidaat, i, plekken).length === 0) ?? null;
  }

  // The spots with a name in one that may send at most two others elsewhere, which may do so in turn; null when that is
  // not less than `grens` in all. The names of `blijft` keep theirs.
  function zet(i, lijsten, plekken, blijft, diepte, grens) {
    let beste = null, minste = grens, geprobeerd = 0;
    const rest = som(plekken, lijsten, true);
    for (const kandidaat of lijsten[i]) {
      const eigen = spijt(kandidaat, lijsten[i]);
      if (eigen >= minste || geduld <= 0) break;
      const weg = botst(kandidaat, i, plekken);
      if (rest + eigen - weg.reduce((samen, j) => samen + spijt(plekken[j], lijsten[j]), 0) >= minste) continue;
      if (weg.length && (!diepte || weg.length > 2 || geprobeerd > 8 + 8 * diepte || weg.some((j) => blijft.includes(j)))) continue;
      geprobeerd += 1;
      let proef = met(plekken, i, kandidaat);
      for (const j of weg) proef[j] = null;
      weg.forEach((j, k) => { proef &&= zet(j, lijsten, proef, [...blijft, i, ...weg.slice(0, k)], diepte - 1, minste); });
      if (proef) [beste, minste] = [proef, som(proef, lijsten, true)];
      if (!weg.length) break;
    }
    return beste;
  }

  function met(plekken, i, plek) {
    const uit = [...plekken];
    uit[i] = plek;
    return uit;
  }

  function botst(kandidaat, i, plekken) {
    geduld -= 1;
    const uit = [];
    for (let j = 0; j < plekken.length; j++) if (plekken[j] && j !== i && !samenGoed(kandidaat, plekken[j])) uit.push(j);
    return uit;
  }

  function samenGoed(een, ander) {
    if (naast(een.vak, ander.vak, LUCHT, 2)) return true;
    return naast(een.doos, ander.doos, LUCHT, 2) && !raaktVak(...een.lijn, ander.doos) && !raaktVak(...ander.lijn, een.doos)
      && !kruist(...een.lang, ...ander.lang);
  }

  function naast(a, b, opzij, boven) {
    return a.right + opzij < b.left || a.left - opzij > b.right || a.bottom + boven < b.top || a.top - boven > b.bottom;
  }

  // ---- lines and boxes

  function regelvakken({ vorm, x, y }) {
    const top = y - (vorm.regels.length * vorm.hoog) / 2;
    return vorm.regels.map((half, k) => ({ left: x - half, right: x + half, top: top + k * vorm.hoog, bottom: top + (k + 1) * vorm.hoog }));
  }

  // On which side of a line a spot lies. Plain numbers and no lists: this is asked some hundred thousand times.
  function kant(a, b, c) { return Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])); }

  function kruist(a, b, c, d) { return kant(a, b, c) !== kant(a, b, d) && kant(c, d, a) !== kant(c, d, b); }

  // Whether a line comes into a box: whether a part of it is left once it is cut off at each of the four sides.
  function raaktVak(van, tot, vak) {
    const x = van[0], y = van[1], dx = tot[0] - x, dy = tot[1] - y;
    let begin = 0, eind = 1;
    for (let zijde = 0; zijde < 4; zijde++) {
      const d = zijde < 2 ? dx : dy;
      const ver = zijde === 0 ? vak.left - 2 - x : zijde === 1 ? vak.right + 2 - x : zijde === 2 ? vak.top - 2 - y : vak.bottom + 2 - y;
      const laag = zijde % 2 === 0;
      if (d === 0) {
        if (laag ? ver > 0 : ver < 0) return false;
      } else if (laag === d > 0) begin = Math.max(begin, ver / d);
      else eind = Math.min(eind, ver / d);
      if (begin > eind) return false;
    }
    return true;
  }

  return zoek;
})();
