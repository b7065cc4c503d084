import { parseFleet, resolveFleet } from "@fleet/core";
import { createAccessGraph, listWays } from "@fleet/core/access";
import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { readAccess } from "../../src/access.ts";
import { resolveSecrets } from "../../src/rules/resolve-secrets.ts";
import { recipientOf } from "../support/fleet.ts";

/** The last step of each way by which accounts of mini read a file that a secret of it comes from. */
function readersOf(secret: object): string[] {
  const { value: declared } = parseFleet({
    users: { keith: { fullName: "Keith", isAdmin: true }, traci: { fullName: "Traci" } },
    hosts: {
      mini: {
        system: "x86_64-linux",
        stateVersion: "24.05",
        ageKey: recipientOf("host mini"),
        users: { keith: {}, traci: { username: "tra", extraGroups: ["media"] } },
        secrets: { token: { file: "secrets/t.yaml", ...secret } },
      },
    },
    serviceAccounts: { backup: { hosts: ["mini"] } },
  });
  if (declared === undefined) throw new Error("bug: the declaration is of the wrong shape");
  const around = { files: new Set<string>(), tracked: undefined, contents: new Map() };
  const { value: resolved } = resolveFleet(declared, around);
  const { value: secrets } = resolveSecrets(declared, resolved);
  const graph = createAccessGraph({ declared, resolved }, readAccess(secrets, []));
  const ways = listWays(graph, { verb: "read", target: "file:secrets/t.yaml" });
  return ways.flatMap(({ who, steps }) => {
    const last = steps.at(-1);
    if (last === undefined) return [];
    const sure = last.unknown === undefined ? "yes" : "unknown";
    return `${who}: ${sure}: ${last.reason} (${formatPath(last.path ?? [])})`;
  });
}

const at = "hosts.mini.secrets.token";
const what = 'reads the secret "token" of "mini", whose file';

describe("the decrypted file of a host's secret", () => {
  it.each<[string, object, string[]]>([
    ["nobody but root", {}, []],
    [
      "its owner, of whom it is not known what is in it, by their login",
      { owner: "tra" },
      [`user:traci: unknown: ${what} is theirs (${at}.owner)`],
    ],
    [
      "its owner, to whom all of the file is given",
      { owner: "tra", key: "" },
      [`user:traci: yes: ${what} is theirs (${at}.owner)`],
    ],
    ["no owner by another name", { owner: "traci" }, []],
    [
      "a service that owns it",
      { owner: "backup" },
      [`service:backup: unknown: ${what} is theirs (${at}.owner)`],
    ],
    [
      "whoever is in its group",
      { group: "media", mode: "0440" },
      [`user:traci: unknown: ${what} the group "media" reads (${at}.group)`],
    ],
    ["nobody of a group that the mode leaves out", { group: "media" }, []],
    [
      "whoever is in the group of its owner",
      { owner: "keith", mode: "0040", key: "" },
      [`user:traci: yes: ${what} the group "users" reads (${at}.mode)`],
    ],
  ])("is read by %s", (_, secret, readers) => {
    expect(readersOf(secret)).toEqual(readers);
  });

  it("is read by everybody on the host where its mode says so", () => {
    const readers = readersOf({ mode: "0444" }).map((way) => way.split(":", 2).join(":"));
    expect(readers).toEqual(["service:backup", "user:keith", "user:traci"]);
  });
});
