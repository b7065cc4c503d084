import { fc, it as law } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { FoundFleet, FoundHost } from "../../src/found/found-fleet.ts";
import type { FoundOwner } from "../../src/found/found-keys.ts";
import type { FoundUser } from "../../src/found/found-user.ts";
import { assignOwners } from "../../src/keys/assign-owners.ts";
import { recipientOf } from "../support/keys.ts";

function owner(
  name: string,
  kind: FoundOwner["kind"] = null,
  more: Partial<FoundOwner> = {},
): FoundOwner {
  const place = { because: null, comment: "", file: ".sops.yaml", line: 1 };
  return { name, recipients: [recipientOf(name)], kind, ...place, ...more };
}

function fleetOf(hosts: readonly string[], logins: readonly string[] = []): FoundFleet {
  const homes = logins.map((login) => ({ name: login, login }));
  const found = hosts.map((name) => ({
    name,
    hostname: null,
    domain: null,
    sshHostKey: null,
    users: [],
    homes: [],
  }));
  return { hosts: found as unknown as FoundHost[], homes: homes as unknown as FoundFleet["homes"] };
}

function assign(owners: readonly FoundOwner[], fleet: FoundFleet = fleetOf([])) {
  return assignOwners([{ owners }], fleet).map(({ kind, name, keys }) => [
    `${kind}:${name}`,
    ...keys.map(({ keyName }) => keyName),
  ]);
}

describe("assigning keys", () => {
  it.each<[string, string]>([
    ["ada", "user:ada"],
    ["user_ada", "user:ada"],
    ["ada-user", "user:ada"],
    ["Ada", "user:ada"],
    ["mini_osh", "host:mini"],
    ["host_mini", "host:mini"],
    ["server_mini", "host:mini"],
    ["core01-example-org", "host:core01.example.org"],
    ["litterbox2", "host:litterbox-2"],
    ["yubikey-ada", "user:ada"],
    ["ci", "operator:ci"],
    ["admin", "operator:admin"],
  ])("takes %s for %s", (name, expected) => {
    const fleet = fleetOf(["mini", "core01.example.org", "litterbox-2"], ["ada"]);
    expect(assign([owner(name)], fleet)[0]?.[0]).toBe(expected);
  });

  it("gives one person several keys, each with a name", () => {
    const owners = [owner("ada"), owner("ada-mac"), owner("ada-yk5nfc")];
    expect(assign(owners, fleetOf([], ["ada"]))).toEqual([["user:ada", "main", "mac", "yk5nfc"]]);
    expect(assign(owners)).toEqual([["operator:ada", "main", "mac", "yk5nfc"]]);
  });

  it("gives a host one key, and keeps a further one under another name", () => {
    const owners = [owner("tewi_gen"), owner("tewi_osh")];
    expect(assign(owners, fleetOf(["tewi"]))).toEqual([
      ["host:tewi", null],
      ["operator:tewi-gen", null],
    ]);
    const [, other] = assignOwners([{ owners }], fleetOf(["tewi"]));
    expect(other?.keys[0]).toMatchObject({ recipient: recipientOf("tewi_gen"), isGuess: true });
  });

  it("goes by the source where nobody is known, and by nothing where it says nothing", () => {
    expect(assign([owner("ada", "user"), owner("mini", "host"), owner("who")])).toEqual([
      ["host:mini", null],
      ["operator:who", null],
      ["user:ada", null],
    ]);
  });

  it("knows a key by what it is, whatever it is called", () => {
    const line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIiP3Xk9ZVvRwWBnVTgfQ0w3oJ1ScgJmlO0kEEXTQDVs";
    const host = { ...fleetOf(["mini"]).hosts[0], sshHostKey: line } as FoundHost;
    const [found] = assignOwners([{ owners: [owner("odd", null, { recipients: [line] })] }], {
      hosts: [host],
      homes: [],
    });
    expect(found).toMatchObject({
      kind: "host",
      name: "mini",
      isKnown: true,
      keys: [{ isGuess: false }],
    });
  });

  it("takes a key of two people for nobody's", () => {
    const line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIiP3Xk9ZVvRwWBnVTgfQ0w3oJ1ScgJmlO0kEEXTQDVs";
    const users = ["ada", "ben"].map((login) => ({ login, isNormal: true, sshKeys: [line] }));
    const host = {
      ...fleetOf(["mini"]).hosts[0],
      users: users as unknown as FoundUser[],
    } as FoundHost;
    const owners = [owner("shared", null, { recipients: [line] })];
    expect(assignOwners([{ owners }], { hosts: [host], homes: [] })[0]?.kind).toBe("operator");
  });

  it("makes no host of a name that the flake has none of", () => {
    const [found] = assignOwners([{ owners: [owner("old", "host")] }], fleetOf(["mini"]));
    expect(found).toMatchObject({ kind: "operator", name: "old", keys: [{ isGuess: true }] });
  });

  it("numbers what has no name", () => {
    const nobody = (key: string) => owner("", null, { recipients: [recipientOf(key)] });
    expect(assign([nobody("a"), nobody("b"), owner("key-1")])).toEqual([
      ["operator:key-1", null],
      ["operator:key-2", null],
      ["operator:key-3", null],
    ]);
  });

  it("keeps two names apart that would come to one id", () => {
    const long = "x".repeat(80);
    const names = [`${long}1`, `${long}2`, "a b", "a/b"];
    const kinds = assign(names.map((name) => owner(name)));
    expect(new Set(kinds.map(([id]) => id)).size).toBe(4);
  });

  law.prop([fc.array(fc.string({ unit: "binary", maxLength: 40 }), { maxLength: 8 })])(
    "gives every recipient one owner, whose id a declaration can hold",
    (names) => {
      const owners = names.map((name, index) =>
        owner(name, null, { recipients: [recipientOf(`${index}`)] }),
      );
      const assigned = assignOwners([{ owners }], fleetOf(["mini"], ["ada"]));
      const recipients = assigned.flatMap(({ keys }) => keys.map(({ recipient }) => recipient));
      expect([...recipients].sort()).toEqual(owners.flatMap((one) => one.recipients).sort());
      for (const { name } of assigned) expect(name).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/);
      for (const { name } of assigned) expect(name).not.toMatch(/^__/);
    },
  );
});
