import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fc, test } from "@fast-check/vitest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { markOfRecipient, markOfStanza } from "../../src/files/age-claim.ts";
import { ageHeadLength, readAgeHead } from "../../src/files/age-head.ts";
import { runTool } from "../support/tools.ts";

const folder = mkdtempSync(join(tmpdir(), "fleet-age-head-"));
afterAll(() => rmSync(folder, { recursive: true }));

const lines: string[] = [];
beforeAll(() => {
  for (const type of ["ed25519", "rsa"]) {
    const file = join(folder, type);
    runTool("ssh-keygen", ["-q", "-t", type, "-N", "", "-C", "", "-f", file]);
    lines.push(readFileSync(`${file}.pub`, "utf8").trim());
  }
  runTool("age-keygen", ["-o", join(folder, "age")]);
  lines.push(runTool("age-keygen", ["-y", join(folder, "age")]).trim());
});

function encrypt(text: string, ...more: readonly string[]): Uint8Array {
  const file = join(folder, "out");
  runTool("age", [...more, ...lines.flatMap((line) => ["-r", line]), "-o", file], text);
  return readFileSync(file);
}

describe("the head of a file by the real age", () => {
  it.each([
    ["as it is", [], false],
    ["armored", ["-a"], true],
  ])("says for whom it is, %s", (_, options, isArmored) => {
    const head = readAgeHead(encrypt("text", ...options));
    expect(head?.isArmored).toBe(isArmored);
    expect(head?.stanzas.map(markOfStanza)).toEqual(lines.map(markOfRecipient));
    expect(head?.stanzas.map(({ type }) => type)).toEqual(["ssh-ed25519", "ssh-rsa", "X25519"]);
  });

  it.each([[[]], [["-a"]]])("is enough of a long file (%j)", (options) => {
    const bytes = encrypt("x".repeat(3 * ageHeadLength), ...options);
    expect(readAgeHead(bytes)?.stanzas).toHaveLength(3);
    expect(readAgeHead(bytes.subarray(0, 4000))?.stanzas).toHaveLength(3);
    expect(readAgeHead(bytes.subarray(0, 100))).toBeUndefined();
  });

  it("is that of nothing else", () => {
    const text = (value: string) => new TextEncoder().encode(value);
    expect(readAgeHead(text(""))).toBeUndefined();
    expect(readAgeHead(text("age-encryption.org/v1\n"))).toBeUndefined();
    expect(readAgeHead(text("age-encryption.org/v2\n--- AAAA\n"))).toBeUndefined();
    expect(readAgeHead(text("-----BEGIN AGE ENCRYPTED FILE-----\n!!\n"))).toBeUndefined();
  });

  test.prop([fc.uint8Array(), fc.constantFrom("", "age-encryption.org/v1\n-> ", "--- ")])(
    "is looked for in any bytes",
    (bytes, start) => {
      const whole = new Uint8Array([...new TextEncoder().encode(start), ...bytes]);
      expect(() => readAgeHead(whole)).not.toThrow();
    },
  );
});

describe("the mark of a recipient", () => {
  it("is the tag of a key that stanzas tell", () => {
    expect(markOfRecipient(lines[0] ?? "")?.tag).toMatch(/^[A-Za-z0-9+/]{6}$/);
    expect(markOfRecipient(lines[2] ?? "")).toEqual({ type: "X25519", tag: undefined });
  });

  it("is that of age-plugin-yubikey, and no other plugin's", () => {
    const yubikey = "age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t";
    expect(markOfRecipient(yubikey)).toEqual({
      type: "piv-p256",
      tag: expect.stringMatching(/^[A-Za-z0-9+/]{6}$/),
    });
    expect(
      markOfRecipient("age1se1qgg72x2qfk9wg3wh0qg9u0v7l5dkq4jx69fv80p6wdus3ftg6flwg5dz2dp"),
    ).toBeUndefined();
  });
});
