import { formatPath } from "@fleet/diagnostics";
import { expect, it } from "vitest";
import { findEverything, sampleFleet, withMini } from "../sample-fleet.ts";

const findCodes = (declaration: object) =>
  findEverything(declaration).map(({ code, path }) => `${code} at ${formatPath(path)}`);

const mac = { system: "aarch64-darwin", users: { traci: { uid: 502 } } };
const nobody = ["core/host-without-admin at hosts.mini"];

it.each<[string, object, string[]]>([
  ["a host with an admin", sampleFleet(), []],
  ["a host of people who are none", withMini({ users: ["traci"] }), nobody],
  ["a host on which the admin is none", withMini({ users: { keith: { isAdmin: false } } }), nobody],
  ["a host on which somebody is one", withMini({ users: { traci: { isAdmin: true } } }), []],
  ["a host without accounts", withMini({ users: [] }), nobody],
  ["a host with homes alone", withMini({ platform: "linux", users: ["traci"] }), []],
  ["a Mac of people who are none", sampleFleet({ hosts: { mini: mac } }), nobody],
  [
    "a Mac with a primary user",
    sampleFleet({ hosts: { mini: { ...mac, primaryUser: "traci" } } }),
    [],
  ],
  [
    "a host with a misspelt admin",
    withMini({ users: ["kieth", "traci"] }),
    ["core/unknown-user at hosts.mini.users[0]"],
  ],
  [
    "a host with a user whose right is misspelt",
    sampleFleet({
      users: { keith: { fullName: "Keith", admin: true }, traci: { fullName: "Traci" } },
    }),
    ["core/unknown-key at users.keith.admin"],
  ],
])("that nobody is admin is said where it is so: %s", (_, declaration, expected) => {
  expect(findCodes(declaration)).toEqual(expected);
});

it("with what would make somebody admin, after which nothing is wrong", () => {
  expect(findEverything(withMini({ users: ["traci"] }))[0]?.help).toBe(
    "Make somebody admin, such as with `isAdmin: true` in users.traci, or in their placement on this host alone.",
  );
  expect(findCodes(withMini({ users: { traci: { isAdmin: true } } }))).toEqual([]);
});
