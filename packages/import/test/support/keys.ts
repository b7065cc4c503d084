import { createHash } from "node:crypto";
import { bech32 } from "@scure/base";

/** A recipient that is always the same for a name. Nobody has its private key. */
export function recipientOf(name: string): string {
  return bech32.encodeFromBytes("age", createHash("sha256").update(name).digest());
}

/** As `sops` seals a key for somebody; it does not say for whom. */
const sealedKey = `-----BEGIN AGE ENCRYPTED FILE-----
YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBXZGdCWllNaUdMZHl4WTVK
QmhSY2tQempvM2JUNEVZdFZML1ZIcUZaNkRJCmdWQTBrcVFXR1Q3dlE1STliTC9E
SGVjWTlhSUozNW1YVVd3TzZJZlJmNlkKLS0tIDM1T21aZE96eHpvUkJOa0xENUow
Q2xOMXA2REw2ajFXRmQ2dFpRSjdLdjQKyyxD9tpXew9Fy7kILQzHFWswgpcoi0fx
Fz9NrXk8wR8Ouhx8edENC+lEhquiym4ejiPFnE/Zb8dLeuhhZ8TBKQ==
-----END AGE ENCRYPTED FILE-----
`;

const sealedValue =
  "ENC[AES256_GCM,data:7w==,iv:hxKFG+1R4srwGaKQ3jgXeJusJzs7pM2oM9oF6FTisSw=,tag:WPaLZ7HjA3jv8OIi7VDzrg==,type:str]";

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
