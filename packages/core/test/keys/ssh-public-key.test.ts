import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { sshKeyProblem } from "../../src/keys/ssh-public-key.ts";
import { publicKey } from "../sample-fleet.ts";

/** A key of that type with fields of these lengths after it. */
function keyOf(type: string, lengths: readonly number[], inner = type): string {
  return `${type} ${blobOf([Buffer.from(inner), ...lengths.map((n) => Buffer.alloc(n, 1))])}`;
}

function blobOf(fields: readonly Buffer[]): string {
  const parts = fields.flatMap((field) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(field.length);
    return [length, field];
  });
  return Buffer.concat(parts).toString("base64");
}

describe("public SSH keys", () => {
  it.each([
    publicKey,
    `  ${publicKey}  `,
    publicKey.replace(" keith@mini", ""),
    `${publicKey} and a comment about a private key`,
    keyOf("ssh-ed25519", [32]),
    keyOf("ssh-rsa", [3, 257]),
    keyOf("ssh-rsa", [3, 513]),
    keyOf("ecdsa-sha2-nistp256", [8, 65]),
    keyOf("ecdsa-sha2-nistp384", [8, 97]),
    keyOf("ecdsa-sha2-nistp521", [8, 133]),
    keyOf("sk-ssh-ed25519@openssh.com", [32, 4]),
    keyOf("sk-ecdsa-sha2-nistp256@openssh.com", [8, 65, 4]),
  ])("are taken: %s", (line) => {
    expect(sshKeyProblem(line)).toBeUndefined();
  });

  it.each([
    ["", /does not begin with a key type/],
    ["ssh-dss AAAA", /does not begin with a key type/],
    ["AAAAC3NzaC1lZDI1NTE5", /does not begin with a key type/],
    [`command="reboot" ${publicKey}`, /Options stand before the key type/],
    ["ssh-ed25519", /not base64/],
    ["ssh-ed25519 AAA!", /not base64/],
    ["ssh-ed25519 AAAAA", /not base64/],
    [publicKey.replace("AAAA keith", "AA== keith"), /cut off/],
    [`${publicKey.split(" ").slice(0, 2).join(" ")}AAAA`, /cut off/],
    [keyOf("ssh-ed25519", [31]), /not the length/],
    [keyOf("ssh-ed25519", [32, 1]), /not the length/],
    [keyOf("ssh-ed25519", [32], "ssh-rsa"), /another type/],
    [keyOf("ssh-ed25519", [32], "x".repeat(200_000)), /another type/],
    [keyOf("ssh-rsa", [3, 129]), /2048 bits/],
    [keyOf("ecdsa-sha2-nistp256", [8, 64]), /not the length/],
    [`${publicKey}\nssh-ed25519 AAAA`, /line break/],
    [`${publicKey}\u0007`, /control character/],
    ["ssh-ed25519 PLACEHOLDER_KEY_NOT_SET", /placeholder/],
  ])("are refused: %.60s", (line, expected) => {
    expect(sshKeyProblem(line)).toMatch(expected);
  });

  it.each([
    "-----BEGIN OPENSSH PRIVATE KEY-----",
    "-----BEGIN PGP PRIVATE KEY BLOCK-----",
    "AGE-SECRET-KEY-1",
    "age-secret-key-1",
  ])("are told from private ones, which are not quoted: %s", (head) => {
    expect(sshKeyProblem(`${head}QQQQ`)).toMatch(/private key/);
    expect(sshKeyProblem(`${head}QQQQ`)).not.toContain("QQQQ");
  });

  test.prop([fc.string({ unit: "binary" })])("are judged whatever the text", (text) => {
    expect(["string", "undefined"]).toContain(typeof sshKeyProblem(`ssh-ed25519 ${text}`));
  });

  test.prop([fc.uint8Array({ maxLength: 120 })])("are judged whatever the blob", (bytes) => {
    const line = `ssh-rsa ${Buffer.from(bytes).toString("base64")}`;
    expect(sshKeyProblem(line)).toBeTypeOf("string");
  });
});
