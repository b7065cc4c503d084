import { describe, expect, test } from "vitest";
import { compute, filesOf, fold } from "../support/folded-fleet.ts";
import { foundFleet, foundHost, foundMac, foundUser, macUser } from "../support/sample-found.ts";

function host(name: string, uids: Readonly<Record<string, number | null>>) {
  const users = Object.entries(uids).map(([login, uid]) => foundUser(login, { uid }));
  return foundHost(name, { users });
}

describe("uids", () => {
  test("that no host says are left to the machines, by default where most people's are", () => {
    const { declaration } = fold(foundFleet([host("a", { ada: null, ben: null, cleo: 1003 })]));
    expect(declaration.defaults?.uid).toBe("machine");
    expect(declaration.users).toEqual({
      ada: { description: "" },
      ben: { description: "" },
      cleo: { description: "", uid: 1003 },
    });
  });

  test("that few hosts leave open are left to these", () => {
    const { declaration } = fold(
      foundFleet([host("a", { ada: 1000 }), host("b", { ada: 1000 }), host("c", { ada: null })]),
    );
    expect(declaration.users["ada"]?.uid).toBe(1000);
    expect(declaration.hosts["c"]?.users).toEqual({ ada: { uid: "machine" } });
  });

  test("of several people on different hosts are accepted, with a guess why", async () => {
    const found = foundFleet([
      host("a", { ada: 1000 }),
      host("b", { ada: 1000 }),
      host("c", { ben: 1000 }),
      host("d", { cleo: 1000 }),
    ]);
    const { declaration, remarks } = fold(found);
    expect(declaration.policy?.sharedUids).toMatchObject([
      { uid: 1000, users: ["ada", "ben", "cleo"] },
    ]);
    expect(declaration.users["ada"]?.uid).toBe(1000);
    expect(declaration.hosts["c"]?.users).toEqual({ ben: { uid: 1000 } });
    expect(remarks).toMatchObject([{ path: ["policy", "sharedUids", 0, "reason"], isGuess: true }]);
    const { resolved } = await compute(declaration, filesOf(found));
    expect(resolved.hosts.get("d")?.accounts.get("cleo")?.uid?.value).toBe(1000);
  });

  test("of two accounts of one host, and those of the system, are left in the modules", () => {
    const { declaration, left } = fold(
      foundFleet([host("a", { ada: 1000, ben: 1000, cleo: 999, dora: 30001 })]),
    );
    expect(declaration.users["ben"]?.uid).toBeUndefined();
    expect(left.map(({ kind, about, message }) => [kind, about, message])).toEqual([
      [
        "uid",
        "ben@a",
        "It has a uid which another account there has, too, so that no declaration can give it.",
      ],
      ["uid", "cleo@a", "It has a uid below 1000, so that no declaration can give it."],
      [
        "uid",
        "dora@a",
        "It has a uid that belongs to the build users of Nix, so that no declaration can give it.",
      ],
    ]);
  });

  test("above the usual range widen it", () => {
    const { declaration } = fold(foundFleet([host("a", { ada: 70000 })]));
    expect(declaration.defaults?.uidRange).toEqual({ nixos: [1000, 70000] });
  });

  test("of Macs are those of their accounts there", () => {
    const { declaration } = fold(
      foundFleet([
        host("a", { ada: 1000 }),
        foundMac("mac", { primaryUser: "ada", users: [macUser("ada", { uid: 502 })] }),
      ]),
    );
    expect(declaration.users["ada"]?.uid).toBe(1000);
    expect(declaration.hosts["mac"]?.users).toEqual({ ada: { uid: 502 } });
  });
});
