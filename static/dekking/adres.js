// What a published page shows, as far as the part of its address behind the `#` asks for it.
"use strict";

globalThis.wd ??= {};

// The parts of the address, and the date in them: the usual one when there is none, or none that exists.
wd.uitAdres = (gewoon) => {
  const delen = new URLSearchParams(location.hash.slice(1).replace(/^wijk-/, "wijk="));
  const datum = delen.get("datum") || "";
  const dag = new Date(`${datum}T00:00:00Z`);
  const echt = /^\d{4}-\d\d-\d\d$/.test(datum) && !Number.isNaN(dag.valueOf()) && dag.toISOString().startsWith(datum);
  return { delen, datum: echt ? datum : gewoon };
};
