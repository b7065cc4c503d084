import { describe, expect, it } from "vitest";
import {
  findAll,
  publicKey,
  resolveSound,
  sampleFleet,
  surroundingsOf,
  withMini,
} from "../sample-fleet.ts";

const otherKey = publicKey.replace("AAAA keith@mini", "AAAB traci@mini");

function withKeys(sshKeys: readonly unknown[]): object {
  return { ...withMini({ users: ["keith"] }), users: { keith: { fullName: "Keith", sshKeys } } };
}

/** Surroundings with the host's file and one key file of that text. */
function around(text: string) {
  return surroundingsOf(["hosts/mini.nix"], { "keys/keith.pub": text });
}

function keysOf(sshKeys: readonly unknown[], text: string) {
  const { resolved } = resolveSound(withKeys(sshKeys), around(text));
  return resolved.hosts.get("mini")?.accounts.get("keith")?.sshKeys;
}

function findingsIn(text: string) {
  return findAll(withKeys([{ file: "keys/keith.pub" }]), around(text));
}

describe("the keys of an account", () => {
  it("stand in the order of the declaration, those of a file in its order", () => {
    const keys = [{ env: "SSH_KEY_KEITH" }, { file: "keys/keith.pub" }];
    expect(keysOf(keys, `# both of them\r\n\r\n  ${publicKey}\r\n${otherKey}`)).toEqual([
      { env: "SSH_KEY_KEITH" },
      publicKey,
      otherKey,
    ]);
  });

  it("are there once", () => {
    expect(keysOf([publicKey, ` ${publicKey} `, { file: "keys/keith.pub" }], publicKey)).toEqual([
      publicKey,
    ]);
  });
});

describe("the keys of some hosts", () => {
  const ids = ["a", "b", "mac"];
  const hosts = {
    a: { system: "x86_64-linux", users: ["keith"], tags: ["server"] },
    b: { system: "x86_64-linux", users: ["keith"] },
    mac: { system: "aarch64-darwin", users: ["keith"] },
  };
  const resolveOn = (sshKeys: readonly unknown[]) => {
    const files = surroundingsOf(ids.map((id) => `hosts/${id}.nix`));
    const users = { keith: { isAdmin: true, uid: 1000, sshKeys } };
    const { resolved } = resolveSound(sampleFleet({ users, hosts }), files);
    return ids.map((id) => resolved.hosts.get(id)?.accounts.get("keith"));
  };

  it("are on those, in the order of the declaration", () => {
    const accounts = resolveOn([
      { key: publicKey, hosts: ["tag:server", "mac"] },
      { env: "KEY", options: "restrict" },
      { key: `restrict ${otherKey}`, hosts: ["platform:nixos"] },
    ]);
    const given = { env: "KEY", options: "restrict" };
    expect(accounts.map((account) => account?.sshKeys)).toEqual([
      [publicKey, given, `restrict ${otherKey}`],
      [given, `restrict ${otherKey}`],
      [publicKey, given],
    ]);
  });

  it("leave hosts to share the accounts on which they are the same", () => {
    const [a, b] = resolveOn([{ key: publicKey, hosts: ["platform:nixos"] }]);
    const [first, second] = resolveOn([{ key: publicKey, hosts: ["a"] }]);
    expect(a).toBe(b);
    expect(first?.kind).not.toBe(second?.kind);
    expect(second?.sshKeys).toEqual([]);
  });
});

describe("a key file", () => {
  it("may be missing only by mistake", () => {
    const found = findAll(withKeys([{ file: "keys/kieth.pub" }]), around(publicKey));
    expect(found).toMatchObject([
      { code: "core/missing-key-file", path: ["users", "keith", "sshKeys", 0] },
    ]);
  });

  it("is tracked by git, or Nix could not compare it", () => {
    const known = new Set(["hosts/mini.nix"]);
    const found = findAll(withKeys([{ file: "keys/keith.pub" }]), {
      ...around(publicKey),
      tracked: known,
    });
    expect(found).toMatchObject([
      { code: "core/untracked-file", help: "Run: git add -- keys/keith.pub" },
    ]);
  });

  it("is read line by line, and the line of a mistake is named", () => {
    expect(findingsIn(`${publicKey}\nssh-ed25519 AAAA\n${otherKey}\nx`)).toMatchObject([
      { code: "core/bad-ssh-key", file: "keys/keith.pub", position: { line: 2, column: 1 } },
      { code: "core/bad-ssh-key", file: "keys/keith.pub", position: { line: 4, column: 1 } },
    ]);
  });

  it.each(["", "\n# nothing yet\n"])("holds a key, unlike %j", (text) => {
    expect(findingsIn(text)).toMatchObject([{ code: "core/bad-ssh-key", file: "keys/keith.pub" }]);
  });

  it("that is private is one finding and is not quoted", () => {
    const found = findingsIn("-----BEGIN OPENSSH PRIVATE KEY-----\nQQQQ\nQQQQ\n-----END");
    expect(found).toMatchObject([{ code: "core/bad-ssh-key", file: "keys/keith.pub" }]);
    expect(JSON.stringify(found)).not.toContain("QQQQ");
  });
});
