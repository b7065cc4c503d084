import { describe, expect, test } from "vitest";
import { foldFleet } from "../../src/fold/fold-fleet.ts";
import { fold, foldAndFind } from "../support/folded-fleet.ts";
import {
  foundFleet,
  foundHost,
  foundMac,
  foundUser,
  macUser,
  ofNixos,
  publicKey,
} from "../support/sample-found.ts";

function usersOf(...hosts: Parameters<typeof foundFleet>[0]) {
  return fold(foundFleet(hosts)).declaration.users;
}

describe("people", () => {
  test("have what most of their accounts have, and hosts say what is otherwise there", () => {
    const { declaration } = fold(
      foundFleet([
        foundHost("a", { users: [foundUser("ada", { groups: ["audio", "wheel"] })] }),
        foundHost("b", { users: [foundUser("ada", { groups: ["audio", "wheel"] })] }),
        foundHost("c", { users: [foundUser("ada", { uid: 1005, groups: ["docker"] })] }),
      ]),
    );
    expect(declaration.users).toEqual({
      // Nix trusts root alone there.
      ada: {
        description: "",
        uid: 1000,
        isAdmin: true,
        isTrustedByNix: false,
        extraGroups: ["audio"],
      },
    });
    expect(declaration.hosts["a"]?.users).toEqual(["ada"]);
    expect(declaration.hosts["c"]?.users).toEqual({
      ada: { uid: 1005, isAdmin: false, extraGroups: ["docker"], withoutGroups: ["audio"] },
    });
  });

  test("have SSH keys of their own, or of a host where that has others", () => {
    const { declaration } = fold(
      foundFleet([
        foundHost("a", { users: [foundUser("ada", { sshKeys: [publicKey("A")] })] }),
        foundHost("b", { users: [foundUser("ada", { sshKeys: [publicKey("A")] })] }),
        foundHost("c", { users: [foundUser("ada")] }),
      ]),
    );
    expect(declaration.users["ada"]?.sshKeys).toEqual([publicKey("A")]);
    expect(declaration.hosts["c"]?.users).toEqual({ ada: { sshKeys: [] } });
  });

  test("have a last day, which is the one before that of NixOS", () => {
    const users = usersOf(foundHost("a", { users: [foundUser("ada", { expires: "2031-01-01" })] }));
    expect(users["ada"]?.expires).toBe("2030-12-31");
  });

  test("with an account that is locked for good are disabled", () => {
    const password = { options: ["hashedPassword"], secret: null, isLocked: true };
    const users = usersOf(
      foundHost("a", { users: [foundUser("ada", { expires: "1970-01-02", password })] }),
    );
    expect(users["ada"]).toEqual({ description: "", uid: 1000, isDisabled: true });
  });

  test("are none that NixOS's own modules make, nor switched off, nor called as nobody can be", () => {
    const { declaration, left } = fold(
      foundFleet([
        foundHost("a", {
          users: [
            foundUser("nixos", { definedIn: ofNixos }),
            foundUser("ben", { isEnabled: false }),
            foundUser('a"b'),
            foundUser("__proto__"),
          ],
        }),
      ]),
    );
    expect(declaration.users).toEqual({});
    expect(left.map(({ kind, about }) => `${kind} ${about}`)).toEqual([
      'account "__proto__" on a',
      'account "a\\"b" on a',
      'account "ben" on a',
    ]);
  });

  test("of clan's modules and others' are people all the same", () => {
    const definedIn = [{ path: "clanServices/users/default.nix", isOwn: false }];
    expect(usersOf(foundHost("a", { users: [foundUser("ada", { definedIn })] }))).toHaveProperty(
      "ada",
    );
  });

  test("keep a password that is a hash in their module, and say so once", () => {
    const password = { options: ["hashedPassword"], secret: null, isLocked: false };
    const hosts = ["a", "b", "c", "d", "e"].map((name) =>
      foundHost(name, { users: [foundUser("ada", { password })] }),
    );
    const { declaration, left } = fold(foundFleet(hosts));
    expect(declaration.users["ada"]?.password).toBeUndefined();
    expect(left).toEqual([
      {
        kind: "password",
        about: "ada@a, ada@b, ada@c and 2 more",
        message: 'Its password is set by "hashedPassword", whose value an import does not read.',
        help: "",
        files: ["modules/all.nix"],
      },
    ]);
  });
});

describe("trust", () => {
  test("by a name on one host is said of that host, where elsewhere it comes with being admin", () => {
    const nixos = (name: string) =>
      foundHost(name, {
        trustedUsers: ["root", "@wheel"],
        users: [foundUser("ada", { groups: ["wheel"] })],
      });
    const mac = foundMac("mac", {
      primaryUser: "ada",
      knownUsers: ["ada"],
      trustedUsers: ["ada", "root"],
      users: [macUser("ada")],
    });
    const { declaration } = fold(foundFleet([nixos("a"), nixos("b"), mac]));
    expect(declaration.users["ada"]?.isTrustedByNix).toBeUndefined();
    expect(declaration.hosts["mac"]?.users).toMatchObject({
      ada: { isAdmin: false, isTrustedByNix: true },
    });
  });
});

describe("people on Macs", () => {
  const mac = (name: string, login: string) =>
    foundMac(name, { primaryUser: login, users: [macUser(login)] });

  test("are the primary user, admins whom macOS has, and those whom nix-darwin manages", () => {
    const { declaration } = fold(
      foundFleet([
        foundMac("mac", {
          primaryUser: "ada",
          knownUsers: ["cleo"],
          trustedUsers: ["ada", "root"],
          users: [macUser("ada"), macUser("ben", { uid: 502 }), macUser("cleo", { uid: 503 })],
        }),
      ]),
    );
    expect(declaration.hosts["mac"]?.primaryUser).toBe("ada");
    expect(declaration.hosts["mac"]?.users).toEqual({
      ada: { uid: 501 },
      ben: { uid: 502 },
      cleo: { uid: 503 },
    });
    expect(declaration.users).toEqual({
      ada: { description: "", isAdmin: true },
      ben: { description: "", isAdmin: true, isTrustedByNix: false },
      cleo: { description: "" },
    });
  });

  test("keep the shell that macOS says, whatever others have", () => {
    const { declaration } = fold(
      foundFleet([
        foundMac("mac", {
          users: [macUser("ada"), macUser("cleo", { uid: 502, shell: "zsh", isUsualShell: false })],
          primaryUser: "ada",
          knownUsers: ["cleo"],
        }),
      ]),
    );
    expect(declaration.defaults?.shell).toBeUndefined();
    const cleo = macUser("cleo", { uid: 501 });
    const both = foundFleet([
      foundMac("a", {
        users: [{ ...cleo, shell: "zsh", isUsualShell: false }],
        knownUsers: ["cleo"],
      }),
      foundMac("b", { users: [cleo], primaryUser: "cleo" }),
    ]);
    const { users, hosts } = fold(both).declaration;
    expect(users["cleo"]?.shell).toBeUndefined();
    // It is what fleet gives to whom nix-darwin manages.
    expect(hosts["a"]?.users).toEqual({ cleo: { uid: 501 } });
  });

  test("have no comment where nobody described them, on Macs as on NixOS", async () => {
    const nobody = { description: "", uid: 1000 };
    const before = foundFleet([
      foundHost("a", { users: [foundUser("ada", nobody)] }),
      foundMac("mac", { users: [macUser("ada")], primaryUser: "ada" }),
    ]);
    const { proposal, found } = await foldAndFind(before);
    expect(proposal.declaration.users["ada"]?.description).toBe("");
    const comments = found.hosts.flatMap(({ users }) =>
      users.filter(({ login }) => login === "ada"),
    );
    expect(comments.map(({ description }) => description)).toEqual(["", null]);
  });

  test("who administer one, and whom nix-darwin manages, are left with what to do, since fleet refuses that", () => {
    const users = [macUser("ada"), macUser("ben", { uid: 502 }), macUser("cleo", { uid: 503 })];
    const { left } = fold(
      foundFleet([
        foundMac("mac", {
          primaryUser: "ada",
          knownUsers: ["ada", "ben", "cleo"],
          trustedUsers: ["ben", "root"],
          users,
        }),
      ]),
    );
    const [known, ...others] = left.filter(({ kind }) => kind === "known-user");
    expect(others).toEqual([]);
    expect(known?.about).toBe("mac");
    expect(known?.message).toMatch(/^`users.knownUsers` holds "ada", "ben", with whom/);
    expect(known?.help).toMatch(/^Take the names out of `users.knownUsers` first/);
  });

  test("need no word of nix-darwin to be there, where they are the primary user or have a home", () => {
    const { declaration } = fold(foundFleet([foundMac("mac", { primaryUser: "ada" })]));
    expect(declaration.hosts["mac"]).toMatchObject({ primaryUser: "ada", users: ["ada"] });
  });

  test("are one person where they have one key, under the login that most accounts have", () => {
    const sshKeys = [publicKey("A")];
    const hosts = [
      mac("mac", "ada.l"),
      foundHost("a", { users: [foundUser("ada", { sshKeys })] }),
      foundHost("b", { users: [foundUser("ada", { sshKeys })] }),
    ].map((host) => ({ ...host, users: host.users.map((user) => ({ ...user, sshKeys })) }));
    const fleet = foundFleet(hosts);
    const { declaration, questions } = fold(fleet);
    expect(Object.keys(declaration.users)).toEqual(["ada"]);
    expect(declaration.hosts["mac"]).toMatchObject({
      primaryUser: "ada",
      users: { ada: { username: "ada.l", uid: 501 } },
    });
    expect(questions).toMatchObject([{ id: "same-person:ada+ada.l", proposed: "one" }]);
    const answers = new Map([["same-person:ada+ada.l", "several"]]);
    const apart = foldFleet({ fleet, owners: [], answers }).declaration;
    expect(Object.keys(apart.users)).toEqual(["ada", "ada.l"]);
  });

  test("who have one full name are asked about, and are several until somebody says otherwise", () => {
    const fleet = foundFleet([
      foundHost("a", { users: [foundUser("ada", { description: "Ada Lovelace" })] }),
      foundHost("b", { users: [foundUser("al", { description: "ada lovelace" })] }),
    ]);
    const { declaration, questions } = fold(fleet);
    expect(Object.keys(declaration.users)).toEqual(["ada", "al"]);
    expect(questions).toMatchObject([{ id: "same-person:ada+al", proposed: "several" }]);
    const answers = new Map([["same-person:ada+al", "one"]]);
    const joined = foldFleet({ fleet, owners: [], answers }).declaration;
    expect(Object.keys(joined.users)).toEqual(["ada"]);
  });

  test("who have a key that many have, or who are on one host, are not asked about", () => {
    const sshKeys = [publicKey("A")];
    const many = ["a", "b", "c", "d"].map((name) =>
      foundHost(name, { users: [foundUser(`user-${name}`, { sshKeys })] }),
    );
    expect(fold(foundFleet(many)).questions).toEqual([]);
    const both = [foundUser("ada", { sshKeys }), foundUser("deploy", { uid: 1001, sshKeys })];
    expect(fold(foundFleet([foundHost("a", { users: both })])).questions).toEqual([]);
  });
});
