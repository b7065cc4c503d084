import { describe, expect, it } from "vitest";
import { describeWays } from "../access/access-fleet.ts";
import { describeChecks } from "../checks/check-table.ts";
import { resolveSound, sampleFleet } from "../sample-fleet.ts";
import { hashes } from "./hashes.ts";

const nixos = "x86_64-linux";
const secret = { secret: "root-password" };

/** The sample with a server and a Mac, and these entries of `root`. */
function granted(...root: object[]): object {
  return sampleFleet({
    hosts: {
      mini: { system: nixos, users: ["keith", "traci"], tags: ["server"] },
      lab: { system: nixos, users: [] },
      book: { system: "aarch64-darwin", users: { keith: { uid: 501 } } },
    },
    users: {
      keith: { fullName: "Keith", isAdmin: true, password: { secret: "keith-password" } },
      traci: { fullName: "Traci" },
    },
    root,
  });
}

describeChecks("root's passwords", [
  ["nothing of a secret", granted({ password: secret }), []],
  ["nothing of one that is locked", granted({ password: "locked" }), []],
  ["an entry that says nothing", granted({ password: null }), ["core/empty-root-entry at root[0]"]],
  [
    "a hash that everybody can read",
    granted({ password: { hash: hashes.scrypt } }),
    ["core/readable-password-hash at root[0].password.hash"],
  ],
  [
    "what is no hash",
    granted({ password: { hash: "tell-nobody" } }),
    ["core/bad-password-hash at root[0].password.hash"],
  ],
  [
    "a password itself",
    granted({ password: "tell-nobody" }),
    ["core/wrong-type at root[0].password"],
  ],
  [
    "one that is for Macs alone",
    granted({ hosts: ["platform:darwin"], password: secret }),
    ["core/password-off-nixos at root[0].password"],
  ],
  [
    "nothing where NixOS hosts are among the selected",
    granted({ hosts: ["book", "mini"], password: secret }),
    [],
  ],
  [
    "two for one host",
    granted({ password: secret }, { password: "locked" }),
    ["core/root-password-twice at root[1].password"],
  ],
  [
    "two for one host, of the same tag",
    granted(
      { hosts: ["tag:server"], password: secret },
      { hosts: ["tag:server"], password: { secret: "other" } },
    ),
    ["core/root-password-twice at root[1].password"],
  ],
  ["nothing where both say the same", granted({ password: secret }, { password: secret }), []],
  [
    "nothing where one is more particular",
    granted({ password: secret }, { hosts: ["lab"], password: "locked" }),
    [],
  ],
]);

describe("root's password", () => {
  const { fleet, resolved } = resolveSound(
    granted({ password: secret }, { hosts: ["lab"], password: "locked" }),
  );

  it("is what the most particular entry says, with its place, and there on NixOS alone", () => {
    const of = (host: string) => resolved.hosts.get(host)?.root.password;
    expect(of("mini")).toEqual({ value: secret, origin: "root", path: ["root", 0, "password"] });
    expect(of("lab")).toEqual({ value: "locked", origin: "root", path: ["root", 1, "password"] });
    expect(of("book")).toBeUndefined();
  });

  it("makes a secret of the hosts on which it counts", () => {
    const of = (host: string) => [...(fleet.hosts.get(host)?.secrets.keys() ?? [])];
    expect(of("mini")).toEqual(["keith-password", "root-password"]);
    expect(of("lab")).toEqual([]);
    expect(of("book")).toEqual([]);
  });

  it("lets whoever knows it be root, and nobody where it is locked", () => {
    const declaration = granted({ password: secret }, { hosts: ["lab"], password: "locked" });
    const way =
      'somebody:root-password@mini: yes: logs in as root with the password whose hash is the secret "root-password" (root[0].password)';
    expect(describeWays(declaration, "root", "host:mini")).toContain(way);
    expect(describeWays(declaration, "root", "host:lab")).toEqual([]);
  });
});
