import { ed25519 } from "@noble/curves/ed25519.js";
import { bech32 } from "@scure/base";
import type { AgeKey, SecretRule, SecretsInput } from "../../src/rules/secrets-input.ts";

function bytes(text: string): Uint8Array {
  return Uint8Array.from(
    { length: 32 },
    (_, index) => (text.charCodeAt(index % text.length) * (index + 7)) % 251,
  );
}

const recipients = new Map<string, string>();

/** A recipient that is always the same for a name. Nobody has its private key. */
export function recipientOf(name: string): string {
  const known =
    recipients.get(name) ??
    bech32.encodeFromBytes("age", ed25519.utils.toMontgomery(ed25519.getPublicKey(bytes(name))));
  recipients.set(name, known);
  return known;
}

/** A public SSH key that is always the same for a name. */
export function sshKeyOf(name: string, comment = ""): string {
  return sshLine(ed25519.getPublicKey(bytes(name)), comment);
}

/** The line of a public ed25519 key. */
export function sshLine(key: Uint8Array, comment = ""): string {
  const type = new TextEncoder().encode("ssh-ed25519");
  const blob = Uint8Array.from([0, 0, 0, 11, ...type, 0, 0, 0, 32, ...key]);
  return `ssh-ed25519 ${Buffer.from(blob).toString("base64")}${comment === "" ? "" : ` ${comment}`}`;
}

function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** The fleet of the tests: hosts with their users, where a name with "!" is an admin's. */
export function makeInput({
  hosts,
  users = {},
  operators = {},
  rules = [],
  tags = {},
  useDefaultRules = true,
}: {
  hosts: Record<string, readonly string[]>;
  users?: Record<string, readonly AgeKey[]>;
  operators?: Record<string, readonly AgeKey[]>;
  rules?: readonly SecretRule[];
  tags?: Record<string, readonly string[]>;
  useDefaultRules?: boolean;
}): SecretsInput {
  const people = Object.values(hosts)
    .flat()
    .map((name) => name.replace("!", ""));
  return {
    users: new Map(
      [...new Set([...people, ...Object.keys(users)])].map((id) => [
        id,
        { ageKeys: own(users, id) ?? [recipientOf(`user ${id}`)] },
      ]),
    ),
    hosts: new Map(
      Object.entries(hosts).map(([id, accounts]) => [
        id,
        {
          sshHostKey: undefined,
          ageKey: recipientOf(`host ${id}`),
          tags: own(tags, id) ?? [],
          accounts: new Map(
            accounts.map((name) => [name.replace("!", ""), { isAdmin: name.endsWith("!") }]),
          ),
        },
      ]),
    ),
    operators: new Map(Object.entries(operators).map(([id, keys]) => [id, { keys }])),
    rules: rules.map((rule, index) => ({ ...rule, origin: ["secrets", "rules", index] })),
    useDefaultRules,
  };
}

/** A family: Keith is admin of both machines, Traci has accounts, Henry one. */
export const family = {
  hosts: { mini: ["keith!", "traci", "henry"], travel: ["keith!", "traci"] },
  operators: { recovery: [recipientOf("recovery")] },
} as const;
