import { describe, expect, it } from "vitest";
import { readClanKeys } from "../../src/clan/clan-keys.ts";
import { recipientOf, sshKeyOf } from "../support/fleet.ts";

const ada = recipientOf("user ada");
const fingerprint = "FBC7B9E2A4F9289AC0C1D4843D16CEE4A27381B4";

function read(value: unknown) {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const { recipients, diagnostics } = readClanKeys("sops/users/ada", { text });
  return {
    ids: recipients.map(({ id }) => id),
    found: diagnostics.map(({ code, message }) => `${code} ${message}`),
  };
}

describe("a key.json", () => {
  it("is an object, as clan wrote it once, or a list, as it does now", () => {
    const key = { publickey: ada, type: "age" };
    expect(read(key)).toEqual({ ids: [ada], found: [] });
    expect(read([key, { publickey: recipientOf("b"), type: "AGE" }, key])).toEqual({
      ids: [ada, recipientOf("b")],
      found: [],
    });
  });

  it("may hold keys of SSH and PGP", () => {
    const ssh = sshKeyOf("ada");
    const keys = [
      { publickey: ssh, type: "age" },
      { publickey: fingerprint, type: "pgp" },
    ];
    expect(read(keys)).toEqual({ ids: [ssh, `pgp:${fingerprint}`], found: [] });
  });

  it.each([
    ["{", 'made of objects with a "publickey"'],
    ["null", 'made of objects with a "publickey"'],
    ['"age1"', 'made of objects with a "publickey"'],
    ["[]", "It holds no key."],
    [[{ type: "age" }], 'It holds no "publickey".'],
    [{ publickey: ["x"], type: "age" }, 'It holds no "publickey".'],
    [{ publickey: ada }, 'The "type" of its key is null'],
    [{ publickey: ada, type: "kms" }, 'The "type" of its key is "kms"'],
    [{ publickey: `${ada}x`, type: "age" }, "is no key of that type."],
    [{ publickey: ada, type: "pgp" }, "is no key of that type."],
    [{ publickey: `pgp:${fingerprint}`, type: "age" }, 'is no key of the type "age".'],
    [{ publickey: "age1\u001b[31m", type: "age" }, "is no key of that type."],
  ])("that holds %j is told", (value, why) => {
    const { ids, found } = read(value);
    expect(ids).toEqual([]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(
      /^secrets\/bad-clan-key "sops\/users\/ada\/key\.json" holds no public/,
    );
    expect(found[0]).toContain(why);
    expect(found[0]).not.toContain("\u001b");
  });

  it("of which one key is none gives the others", () => {
    const { ids, found } = read([
      { publickey: "x", type: "age" },
      { publickey: ada, type: "age" },
    ]);
    expect(ids).toEqual([ada]);
    expect(found).toHaveLength(1);
  });

  it("that holds a private key is told, and nothing of it shown", () => {
    const secret = `AGE-SECRET-KEY-1${"Q".repeat(58)}`;
    for (const value of [{ publickey: secret, type: "age" }, secret, `{"publickey": "${secret}`]) {
      const { ids, found } = read(value);
      expect(ids).toEqual([]);
      expect(found).toHaveLength(1);
      expect(found[0]).toMatch(/^secrets\/private-key-in-file /);
      expect(found[0]).not.toContain("SECRET-KEY-1");
    }
  });

  it("that could not be read is told with the command that writes it", () => {
    const [user] = readClanKeys("sops/users/ada", { problem: "It is not there." }).diagnostics;
    expect(user?.help).toContain("`clan secrets users add --force ada --age-key KEY`");
    const [machine] = readClanKeys("c/sops/machines/a b", { problem: "No." }).diagnostics;
    expect(machine?.help).toContain("`clan secrets machines add --force 'a b' KEY`");
  });
});
