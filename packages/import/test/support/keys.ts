import { createHash } from "node:crypto";
import { sealedKey, sealedValue } from "@fleet/test-kit";
import { bech32 } from "@scure/base";

/** A recipient that is always the same for a name. Nobody has its private key. */
export function recipientOf(name: string): string {
  return bech32.encodeFromBytes("age", createHash("sha256").update(name).digest());
}

/** A file in YAML as sops would have encrypted it for some recipients. */
export function encryptedFor(...recipients: readonly string[]): string {
  const entries = recipients.map((recipient) => {
    const lines = sealedKey.trimEnd().split("\n");
    const sealed = lines.map((line) => `            ${line}\n`).join("");
    return `        - enc: |\n${sealed}          recipient: ${recipient}\n`;
  });
  return `wifi: ${sealedValue}
sops:
    age:
${entries.join("")}    lastmodified: "2026-05-01T12:00:00Z"
    mac: ${sealedValue}
    unencrypted_suffix: _unencrypted
    version: 3.13.2
`;
}

/** Bytes as sops would have encrypted them for one recipient. */
export function sealedFor(recipient: string): string {
  const sops = {
    age: [{ recipient, enc: sealedKey }],
    lastmodified: "2026-05-01T12:00:00Z",
    mac: sealedValue,
    unencrypted_suffix: "_unencrypted",
    version: "3.13.2",
  };
  return JSON.stringify({ data: sealedValue, sops }, null, 2);
}
