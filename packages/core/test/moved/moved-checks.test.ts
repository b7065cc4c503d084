import { expect, it } from "vitest";
import { describeChecks } from "../checks/check-table.ts";
import { findAll, findCodes, sampleFleet } from "../sample-fleet.ts";

const users = (moved: object, more: object = {}) =>
  sampleFleet({
    users: { keith: { fullName: "Keith", isAdmin: true }, traci: { fullName: "Traci", ...more } },
    moved: { users: moved },
  });
const hosts = (moved: object) => sampleFleet({ moved: { hosts: moved } });

describeChecks("what is called otherwise", [
  ["nothing of a move that is one", users({ ben: "traci" }), []],
  ["nothing of a host that was renamed", hosts({ nas: "mini", "web1.example.org": "mini" }), []],
  ["a user under the same id", users({ traci: "traci" }), ["core/bad-move at moved.users.traci"]],
  ["a user of both ids", users({ keith: "traci" }), ["core/moved-declared at moved.users.keith"]],
  [
    "a user of the old id alone",
    users({ keith: "kmiller" }),
    ["core/moved-declared at moved.users.keith"],
  ],
  ["a host of both ids", hosts({ mini: "nas" }), ["core/moved-declared at moved.hosts.mini"]],
  [
    "a user whom nobody declares",
    users({ ben: "tracy" }),
    ["core/unknown-user at moved.users.ben"],
  ],
  [
    "a host that nobody declares",
    hosts({ nas: "vault" }),
    ["core/unknown-host at moved.hosts.nas"],
  ],
  ["two steps", users({ a: "b", b: "traci" }), ["core/bad-move at moved.users.a"]],
  [
    "a circle",
    hosts({ a: "b", b: "c", c: "a" }),
    [
      "core/bad-move at moved.hosts.a",
      "core/bad-move at moved.hosts.b",
      "core/bad-move at moved.hosts.c",
    ],
  ],
  [
    "two people who are one now",
    users({ ben: "traci", t: "traci" }),
    ["core/moved-twice at moved.users.t"],
  ],
  [
    "nothing of two where the login is said",
    users({ ben: "traci", t: "traci" }, { username: "t" }),
    [],
  ],
  [
    "an id that nobody ever had",
    users({ "a b": "traci" }),
    ['core/bad-name at moved.users["a b"]'],
  ],
  [
    "a host that never was one",
    hosts({ "a\n$b": "mini" }),
    ['core/bad-name at moved.hosts["a\\n$b"]'],
  ],
  [
    "what is no section of it",
    sampleFleet({ moved: { profiles: {} } }),
    ["core/unknown-key at moved.profiles"],
  ],
]);

it("says the last name of a chain, and the line to write", () => {
  const [found] = findAll(users({ a: "b", b: "c", c: "traci" }));
  expect(found?.message).toBe(
    '"a", then "b", then "c", then "traci": each old user id leads to the present one in one step.',
  );
  expect(found?.help).toBe('Write moved.users.a: "traci".');
});

it("is a name that JavaScript can keep", () => {
  const declaration = JSON.parse(
    JSON.stringify(users({ X: "traci" })).replace('"X"', '"__proto__"'),
  );
  expect(findCodes(declaration)).toEqual(["core/bad-name at moved.users.__proto__"]);
});

it("says the new id where somebody still writes the old one", () => {
  const declaration = sampleFleet({
    hosts: { mini: { system: "x86_64-linux", users: ["keith", "ben"] } },
    moved: { users: { ben: "traci" } },
  });
  expect(findAll(declaration)).toMatchObject([
    {
      code: "core/unknown-user",
      help: '"ben" is called "traci" now, as `moved` says: write that.',
    },
  ]);
});
