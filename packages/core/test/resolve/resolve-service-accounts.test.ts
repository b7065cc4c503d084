import { describe, expect, it } from "vitest";
import { listGroups, listPeople } from "../../src/index.ts";
import { publicKey, resolveSound, sampleFleet } from "../sample-fleet.ts";

const hosts = {
  mini: { system: "x86_64-linux", users: ["keith"], tags: ["server"] },
  nas: { system: "x86_64-linux", users: ["keith"], tags: ["server"] },
  travel: { system: "x86_64-linux", users: ["keith"] },
};

function resolve(serviceAccounts: object, sections: object = {}) {
  return resolveSound(sampleFleet({ hosts, serviceAccounts, ...sections }));
}

describe("a service account", () => {
  it("has a group of its own, and nothing else that is not declared", () => {
    const { resolved } = resolve({ backup: { hosts: ["mini"] } });
    expect(resolved.hosts.get("mini")?.serviceAccounts.get("backup")).toEqual({
      id: "backup",
      username: { value: "backup", origin: "built-in", path: undefined },
      description: undefined,
      uid: undefined,
      group: { value: "backup", origin: "built-in", path: undefined },
      hasOwnGroup: true,
      groups: [],
      homeDirectory: undefined,
      createsHome: { value: false, origin: "built-in", path: undefined },
      shell: undefined,
      sshKeys: [],
    });
  });

  it("has what is declared, with its place", () => {
    const { resolved } = resolve({
      backup: {
        hosts: ["mini"],
        purpose: "takes the copies",
        username: "copies",
        group: "users",
        extraGroups: ["video", "video"],
        shell: "bash",
        sshKeys: [publicKey, publicKey],
      },
    });
    const account = resolved.hosts.get("mini")?.serviceAccounts.get("backup");
    const decided = (key: string, value: string) => ({
      value,
      origin: "service-account",
      path: ["serviceAccounts", "backup", key],
    });
    expect(account).toMatchObject({
      username: decided("username", "copies"),
      description: decided("purpose", "takes the copies"),
      group: decided("group", "users"),
      hasOwnGroup: false,
      groups: [decided("extraGroups", "video")],
      shell: decided("shell", "bash"),
      sshKeys: [publicKey],
    });
  });

  it("is on the hosts that are selected, as one object, and on no others", () => {
    const { resolved } = resolve({ backup: { hosts: ["tag:server"] } });
    const of = (host: string) => resolved.hosts.get(host)?.serviceAccounts.get("backup");
    expect(of("mini")).toBeDefined();
    expect(of("nas")).toBe(of("mini"));
    expect(of("travel")).toBeUndefined();
  });

  it("is in the groups of its host, and no person", () => {
    const { fleet, resolved } = resolve(
      { backup: { hosts: ["mini"], group: "media" }, copies: { hosts: ["mini"] } },
      { groups: { media: {} } },
    );
    const queried = { declared: fleet, resolved };
    expect(resolved.hosts.get("mini")?.groups.get("media")?.members).toEqual(["backup"]);
    expect(listPeople(queried, "mini").map(({ user }) => user)).toEqual(["keith"]);
    expect(listGroups(queried, "mini").filter(({ group }) => group !== "wheel")).toMatchObject([
      {
        group: "copies",
        isDeclared: true,
        members: [{ user: "service:copies", because: "serviceAccounts.copies" }],
      },
      {
        group: "media",
        isDeclared: true,
        members: [{ user: "service:backup", because: "serviceAccounts.backup.group" }],
      },
    ]);
  });

  it("takes no uid from people", () => {
    const { resolved } = resolve({ backup: { hosts: ["mini"], uid: 999 } });
    expect([...resolved.ledger.nixos.accounts]).toEqual([[1000, "keith"]]);
  });
});
