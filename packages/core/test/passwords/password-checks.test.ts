import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { parseFleet } from "../../src/index.ts";
import { describeChecks } from "../checks/check-table.ts";
import { findAll, publicKey, resolveSound, sampleFleet } from "../sample-fleet.ts";
import { hashes } from "./hashes.ts";

const nixos = "x86_64-linux";
const mac = "aarch64-darwin";
const word = "tell-nobody-of-it";
const secret = { secret: "traci-password" };

/** The sample, in which more is said of keith, an admin with a key, and of traci, and of where they are. */
function said(traci: object, hosts: object = {}, keith: object = {}): object {
  return sampleFleet({
    users: {
      keith: { fullName: "Keith", isAdmin: true, sshKeys: [publicKey], ...keith },
      traci: { fullName: "Traci", ...traci },
    },
    hosts: { mini: { system: nixos, users: ["keith", "traci"] }, ...hosts },
  });
}

const onMac = { book: { system: mac, users: { traci: { uid: 502 } } } };

describeChecks("passwords", [
  ["nothing of a secret", said({ password: secret }), []],
  ["nothing of one that is locked", said({ password: "locked" }), []],
  ["nothing of one of which nothing is said", said({ password: null }), []],
  [
    "a hash that everybody can read",
    said({ password: { hash: hashes.yescrypt } }),
    ["core/readable-password-hash at users.traci.password.hash"],
  ],
  [
    "a password in the place of its hash",
    said({ password: { hash: word } }),
    ["core/bad-password-hash at users.traci.password.hash"],
  ],
  [
    "one in a placement",
    said({}, { lab: { system: nixos, users: { traci: { password: { hash: word } } } } }),
    ["core/bad-password-hash at hosts.lab.users.traci.password.hash"],
  ],
  [
    "one in a placement of the user's",
    said({ hosts: { lab: { password: { hash: "" } } } }, { lab: { system: nixos } }),
    ["core/bad-password-hash at users.traci.hosts.lab.password.hash"],
  ],
  ["a password itself", said({ password: word }), ["core/wrong-type at users.traci.password"]],
  [
    "a password of numbers",
    said({ password: 1234567 }),
    ["core/wrong-type at users.traci.password"],
  ],
  [
    "another word for locked",
    said({ password: "none" }),
    ["core/wrong-type at users.traci.password"],
  ],
  [
    "a secret without a name",
    said({ password: { file: "secrets/shared.yaml" } }),
    ["core/missing-key at users.traci.password.secret"],
  ],
  [
    "a secret that is no text",
    said({ password: { secret: 1234567 } }),
    ["core/wrong-type at users.traci.password.secret"],
  ],
  [
    "a secret and a hash at once",
    said({ password: { ...secret, hash: hashes.yescrypt } }),
    ["core/unknown-key at users.traci.password.hash"],
  ],
  [
    "a key of NixOS's in a password",
    said({ password: { hashedPassword: hashes.yescrypt } }),
    [
      "core/missing-key at users.traci.password.secret",
      "core/unknown-key at users.traci.password.hashedPassword",
      "core/readable-password-hash at users.traci.password.hash",
    ],
  ],
  [
    "a password with what cannot be seen",
    said({ password: { hash: `${word}\u200b` } }),
    ["core/bad-password-hash at users.traci.password.hash"],
  ],
  [
    "one that is declared for a Mac",
    said({}, { book: { system: mac, users: { traci: { uid: 502, password: secret } } } }),
    ["core/password-off-nixos at hosts.book.users.traci.password"],
  ],
  [
    "one for a host with homes alone",
    said({ hosts: { lab: { password: "locked" } } }, { lab: { system: nixos, platform: "linux" } }),
    ["core/password-off-nixos at users.traci.hosts.lab.password"],
  ],
  ["nothing of a user's on a Mac, who is on NixOS, too", said({ password: secret }, onMac), []],
  [
    "one of a user who is on no NixOS host",
    said({ password: secret }, { mini: { system: nixos, users: ["keith"] }, ...onMac }),
    ["core/password-off-nixos at users.traci.password"],
  ],
  [
    "nothing more of a user who is nowhere",
    said({ password: secret }, { mini: { system: nixos, users: ["keith"] } }),
    [],
  ],
]);

describe("what may be a password", () => {
  it.each([
    { password: word },
    { password: 7654321 },
    { password: { hash: word } },
    { password: { hash: [word] } },
    { password: { hash: 7654321 } },
    { password: { secret: 7654321 } },
    { password: [word] },
    { password: true },
    { password: { hash: `${word}\0` } },
    { password: { hash: hashes.yescrypt.slice(0, -1) } },
    { password: { hash: hashes.yescrypt } },
    { hashedPassword: hashes.yescrypt },
    { initialPassword: word },
    { passwd: word },
    { hosts: { mini: { password: word } } },
  ])("is never repeated: %j", (traci) => {
    const declaration = said(traci, { mini: { system: nixos, users: ["keith"] } });
    const found = findAll(declaration);
    expect(found.length).toBeGreaterThan(0);
    const text = JSON.stringify(found);
    for (const part of [word, "7654321", hashes.yescrypt.slice(4, 40)]) {
      expect(text).not.toContain(part);
    }
  });

  it("is said how to declare", () => {
    const [finding] = parseFleet(said({ password: word })).diagnostics;
    expect(finding?.help).toContain('password: { secret: "NAME" }');
    expect(finding?.message).toMatch(/^This is a string, where /);
  });
});

describe("an admin with neither a password nor a key", () => {
  const keyless = { sshKeys: [] };
  const placeless = (keith: object, traci: object = { password: secret }) =>
    findAll(said(traci, {}, { ...keyless, ...keith })).map(
      ({ code, path }) => `${code} at ${formatPath(path)}`,
    );

  it("is found where others have a password declared", () => {
    expect(placeless({})).toEqual(["core/admin-without-login at hosts.mini.users[0]"]);
  });

  it.each<[string, object, object?]>([
    ["with a password", { password: { secret: "keith-password" } }],
    ["locked on purpose", { password: "locked" }, { password: secret, isAdmin: true }],
    ["who is no admin", { isAdmin: false }],
    ["where nobody's password is declared", {}, {}],
    ["whose password did not fit", { password: 3 }],
    ["whose keys did not fit", { sshKeys: "ssh" }],
  ])("is not one %s", (_, keith, traci) => {
    expect(placeless(keith, traci).filter((one) => one.includes("without-login"))).toEqual([]);
  });

  it("is found where all are locked, and nobody logs in as root", () => {
    const locked = { password: "locked" };
    const at = ["core/admin-without-login at hosts.mini.users[0]"];
    expect(placeless(locked)).toEqual(at);
    expect(placeless(locked, {})).toEqual(at);
    expect(placeless(locked, { isAdmin: true, password: "locked", sshKeys: [] })).toEqual(at);
  });

  it.each<[string, object]>([
    ["a key", { sshKeys: ["user:traci"] }],
    ["a password", { password: { secret: "root-password" } }],
  ])("is not missed where root has %s", (_, grant) => {
    const traci = { sshKeys: [publicKey] };
    const all = said(traci, {}, { ...keyless, password: "locked" });
    const found = findAll({ ...all, root: [grant] }).map(({ code }) => code);
    expect(found).not.toContain("core/admin-without-login");
  });

  it("is told what it means, whether users can be changed or not", () => {
    const [finding] = findAll(said({ password: secret }, {}, keyless));
    expect(finding?.message).toContain("until root sets a password there");
    expect(finding?.message).toContain("with users.mutableUsers = false nobody ever");
  });
});

describe("the password of an account", () => {
  const accountOf = (host: string, declaration: object) =>
    resolveSound(declaration).resolved.hosts.get(host)?.accounts.get("traci")?.password;

  it("is the placement's, then the user's, and has its place", () => {
    const lab = { system: nixos, users: { traci: { password: "locked" } } };
    const declaration = said({ password: secret }, { lab, ...onMac });
    expect(accountOf("mini", declaration)).toEqual({
      value: secret,
      origin: "user",
      path: ["users", "traci", "password"],
    });
    expect(accountOf("lab", declaration)).toEqual({
      value: "locked",
      origin: "placement",
      path: ["hosts", "lab", "users", "traci", "password"],
    });
    expect(accountOf("book", declaration)).toBeUndefined();
  });

  it("has the place of its own placement, where hosts share the account", () => {
    const users = { traci: { password: "locked" } };
    const declaration = said({}, { lab: { system: nixos, users }, west: { system: nixos, users } });
    expect(accountOf("west", declaration)?.path).toEqual([
      "hosts",
      "west",
      "users",
      "traci",
      "password",
    ]);
  });

  it("makes a secret of each NixOS host that has the account, and of no other", () => {
    const { fleet } = resolveSound(said({ password: { ...secret, key: "x" } }, onMac));
    expect(fleet.hosts.get("mini")?.secrets).toEqual(
      new Map([["traci-password", { file: undefined, key: "x", neededForUsers: true }]]),
    );
    expect(fleet.hosts.get("book")?.secrets).toEqual(new Map());
    expect(fleet.secrets).toBeDefined();
    expect(resolveSound(said({ password: "locked" })).fleet.secrets).toBeUndefined();
  });
});
