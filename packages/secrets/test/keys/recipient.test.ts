import { fc, it as law } from "@fast-check/vitest";
import { bech32 } from "@scure/base";
import {
  generateHybridIdentity,
  generateX25519Identity,
  identityToRecipient,
} from "age-encryption";
import { describe, expect, it } from "vitest";
import { parseRecipient } from "../../src/keys/recipient.ts";
import { recipientOf, sshKeyOf } from "../support/fleet.ts";
import { runTool } from "../support/tools.ts";

const good = recipientOf("keith");
const fingerprint = "FBC7B9E2A4F9289AC0C1D4843D16CEE4A27381B4";

function long(prefix: string, length: number): string {
  return bech32.encode(prefix, bech32.toWords(new Uint8Array(length).fill(7)), false);
}

function kindOf(text: string): string {
  const parsed = parseRecipient(text);
  return parsed.ok ? parsed.recipient.kind : parsed.problem;
}

describe("a recipient", () => {
  it.each([
    ["x25519", good],
    ["x25519", ` ${good} `],
    ["post-quantum", long("age1pq", 1216)],
    ["plugin", bech32.encodeFromBytes("age1yubikey", new Uint8Array(33).fill(2))],
    ["ssh-ed25519", sshKeyOf("keith")],
    ["foreign", `pgp:${fingerprint}`],
    ["foreign", "kms:arn:aws:kms:us-east-1:656532927350:key/920aff2e-c5f1-4040-943a-047fa387b27e"],
    ["foreign", "gcp_kms:projects/p/locations/global/keyRings/r/cryptoKeys/k"],
    ["foreign", "azure_keyvault:https://v.vault.azure.net/keys/k/0123"],
    ["foreign", "hc_vault:https://vault.example.org/v1/transit/keys/k"],
  ])("is of the kind %s", (kind, text) => {
    expect(kindOf(text)).toBe(kind);
  });

  it.each([
    ["wrong checksum", `${good.slice(0, -1)}${good.endsWith("q") ? "p" : "q"}`, /checksum/],
    ["a letter too few", good.slice(0, -1), /checksum/],
    ["capital letters", good.toUpperCase(), /small letters/],
    ["another length", bech32.encodeFromBytes("age", new Uint8Array(31)), /length/],
    ["a short post-quantum key", long("age1pq", 9), /length/],
    ["an ecdsa key", "ecdsa-sha2-nistp256 AAAA", /cannot encrypt/],
    ["a cut off SSH key", sshKeyOf("keith").slice(0, -4), /cut off|base64/],
    ["a short fingerprint", "pgp:FBC7", /fingerprint/],
    ["a line break", `${good}\n${good}`, /line break/],
    ["a word", "keith", /no recipient/],
    ["nothing", "", /no recipient/],
  ])("is refused: %s", (_, text, problem) => {
    expect(kindOf(text)).toMatch(problem);
  });

  it("that is a private key is refused without a letter of it", () => {
    const secret = "AGE-SECRET-KEY-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0";
    for (const text of [secret, secret.toLowerCase(), "-----BEGIN OPENSSH PRIVATE KEY-----\nabc"]) {
      const parsed = parseRecipient(text);
      expect(parsed).toMatchObject({ ok: false, isPrivate: true });
      expect(JSON.stringify(parsed)).not.toMatch(/QQQSY|qqqsy|abc/);
    }
  });

  it("loses the comment of an SSH key, which sops would compare", () => {
    const parsed = parseRecipient(`${sshKeyOf("keith")} keith@mini, at home`);
    expect(parsed).toMatchObject({
      ok: true,
      comment: "keith@mini, at home",
      recipient: { id: sshKeyOf("keith") },
    });
  });

  it("names the command that encrypts to a plugin's key", () => {
    const parsed = parseRecipient(bech32.encodeFromBytes("age1se", new Uint8Array(33).fill(2)));
    expect(parsed).toMatchObject({ ok: true, recipient: { plugin: "age-plugin-se" } });
  });

  it("of RSA has at least 2048 bits", () => {
    const rsa = (bits: number) => {
      const modulus = new Uint8Array(bits / 8 + 1).fill(255, 1);
      const field = (value: Uint8Array) => [0, 0, value.length >> 8, value.length & 255, ...value];
      const type = new TextEncoder().encode("ssh-rsa");
      const blob = [...field(type), ...field(Uint8Array.of(1, 0, 1)), ...field(modulus)];
      return `ssh-rsa ${Buffer.from(blob).toString("base64")}`;
    };
    expect(kindOf(rsa(2048))).toBe("ssh-rsa");
    expect(kindOf(rsa(1024))).toMatch(/1024 bits/);
  });

  it("that is accepted is one that age takes too", () => {
    const texts = [good, sshKeyOf("keith")];
    const args = texts.flatMap((text) => ["-r", text]);
    expect(runTool("age", ["-a", ...args], "x")).toContain("BEGIN AGE ENCRYPTED FILE");
  });

  it("that is accepted may be one that age's own library made", async () => {
    const identities = [await generateX25519Identity(), await generateHybridIdentity()];
    const recipients = await Promise.all(
      identities.map((identity) => identityToRecipient(identity)),
    );
    expect(recipients.map((text) => kindOf(text))).toEqual(["x25519", "post-quantum"]);
    for (const identity of identities) {
      expect(parseRecipient(identity)).toMatchObject({ ok: false, isPrivate: true });
    }
  });

  law.prop([fc.string()])("is judged without an exception, whatever it is", (text) => {
    expect(typeof parseRecipient(text).ok).toBe("boolean");
    expect(typeof parseRecipient(`age1${text}`).ok).toBe("boolean");
  });
});
