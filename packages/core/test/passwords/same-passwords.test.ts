import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { describeWays } from "../access/access-fleet.ts";
import { findAll, sampleFleet } from "../sample-fleet.ts";
import { hashes } from "./hashes.ts";

const secret = { secret: "pw", file: "secrets/shared.yaml" };
const hash = { hash: hashes.yescrypt };

function fleetOf(keith: unknown, traci: unknown, sections: object = {}): object {
  return sampleFleet({
    users: {
      keith: { fullName: "Keith", isAdmin: true, password: keith },
      traci: { fullName: "Traci", password: traci },
    },
    secrets: {},
    ...sections,
  });
}

const rootWays = (declaration: object) =>
  describeWays(declaration, "root", "host:mini").filter((way) => way.startsWith("user:traci"));
const shared = (declaration: object) =>
  findAll(declaration)
    .filter(({ code }) => code === "core/password-of-two")
    .map(({ path }) => formatPath(path));

describe("one password for two", () => {
  it.each<[string, object]>([
    ["secret", secret],
    ["secret of the host's own file", { secret: "pw" }],
    ["hash", hash],
  ])("lets each log in as the other, and is found: the same %s", (_, password) => {
    const declaration = fleetOf(password, password);
    expect(rootWays(declaration)[0]).toBe(
      'user:traci: yes: logs in as "keith" with a password that is also theirs (users.keith.password) > is an admin: in wheel, which may use sudo (users.keith.isAdmin)',
    );
    expect(shared(declaration)).toEqual(["users.traci.password"]);
  });

  it("lets somebody log in as root", () => {
    const root = [{ password: secret }];
    const declaration = fleetOf(hash, { ...secret }, { root });
    expect(rootWays(declaration)).toEqual([
      "user:traci: yes: logs in as root with a password that is also theirs (root[0].password)",
    ]);
    expect(shared(declaration)).toEqual(["root[0].password"]);
  });

  it.each<[string, unknown, unknown]>([
    ["keys in one file", { ...secret, key: "a" }, { ...secret, secret: "other" }],
    ["files", secret, { secret: "pw2", key: "pw" }],
    ["words for none", "locked", "locked"],
  ])("is not what there is with other %s", (_, keith, traci) => {
    const declaration = fleetOf(keith, traci);
    expect(rootWays(declaration)).toEqual([]);
    expect(shared(declaration)).toEqual([]);
  });
});
