import { parseFleet, resolveFleet } from "@fleet/core";
import { expect, it } from "vitest";
import { findDescriptionPath } from "../../src/differences/account-place.ts";

function placeOf(user: object) {
  const { value: declared } = parseFleet({
    users: { ada: user },
    hosts: { mini: { system: "x86_64-linux", stateVersion: "25.05", users: ["ada"] } },
  });
  if (declared === undefined) throw new Error("bug: no fleet");
  const files = { files: new Set<string>(), tracked: undefined, contents: new Map() };
  const account = resolveFleet(declared, files).value.hosts.get("mini")?.accounts.get("ada");
  if (account === undefined) throw new Error("bug: no account");
  return findDescriptionPath({ declared, host: "mini", account });
}

it.each([
  [{ fullName: "Ada", description: "The boss" }, ["users", "ada", "description"]],
  [{ description: "The boss" }, ["users", "ada", "description"]],
  [{ fullName: "Ada" }, ["users", "ada", "fullName"]],
  [{}, ["users", "ada"]],
])("what describes the account of %j stands there", (user, path) => {
  expect(placeOf(user)).toEqual(path);
});
