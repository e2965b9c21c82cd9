// What a published page shows stands in its address, behind the `#`.
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

// Put a view in the address, as a step to go back over. No event tells of it: what the hand does next is newer.
wd.naarAdres = (beeld) => {
  const anker = `#${new URLSearchParams(beeld)}`;
  if (location.hash !== anker) history.pushState(null, "", anker);
};
