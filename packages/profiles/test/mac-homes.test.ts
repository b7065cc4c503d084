import { expect, it } from "vitest";
import { resolveAll, sampleFleet, surroundingsOf } from "./sample-homes.ts";

/** What is found of two people on Macs, in short. */
function found({
  ben = {},
  mac = {},
  ...sections
}: {
  ben?: object;
  mac?: object;
  defaults?: object;
}) {
  const host = { system: "aarch64-darwin", primaryUser: "ana", ...mac };
  const users = {
    ana: { fullName: "Ana", uid: 501 },
    ben: { fullName: "Ben", uid: 502, ...ben },
  };
  const hosts = {
    mac: { users: ["ana", "ben"], ...host },
    mini: { ...host, users: ["ana", "ben"] },
  };
  return resolveAll(sampleFleet({ users, hosts, ...sections }), surroundingsOf([])).found.filter(
    (one) => one.startsWith("profiles/"),
  );
}

const warned = ["profiles/mac-home-of-another at users.ben"];

it.each<[string, Parameters<typeof found>[0], readonly string[]]>([
  ["by default", {}, warned],
  ["by the default of all", { defaults: { homeMode: { nonAdmin: "integrated" } } }, warned],
  [
    "where no primary user is declared, and ben is no admin",
    { mac: { primaryUser: undefined } },
    warned,
  ],
  ["where it was declared for ben", { ben: { home: "integrated" } }, []],
  ["where ben switches it", { ben: { home: "standalone" } }, []],
  [
    "where all who are no admins switch theirs",
    { defaults: { homeMode: { nonAdmin: "standalone" } } },
    [],
  ],
  ["where there is no home", { ben: { home: "none" } }, []],
  ["of NixOS", { mac: { system: "x86_64-linux", primaryUser: undefined } }, []],
])("the home of a Mac's second user is told once %s", (_, sections, expected) => {
  expect(found(sections)).toEqual(expected);
});

it("a home that was declared at one Mac is told of the others", () => {
  const users = { ana: { uid: 501 }, ben: { uid: 502, home: "standalone" } };
  expect(found({ mac: { users } })).toEqual(warned);
});
