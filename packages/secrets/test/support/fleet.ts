import {
  type Fleet,
  parseFleet,
  type ResolvedFleet,
  type ResolvedHost,
  resolveFleet,
} from "@fleet/core";
import type { AgeKeyDeclaration, Host, SecretFileDeclaration, User } from "@fleet/core/internal";
import type { Outcome } from "@fleet/diagnostics";
import { ed25519 } from "@noble/curves/ed25519.js";
import { bech32 } from "@scure/base";
import { resolveSecrets, type Secrets } from "../../src/rules/resolve-secrets.ts";

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

/** A fleet, and who has an account where. */
export interface MadeFleet {
  readonly fleet: Fleet;
  readonly resolved: ResolvedFleet;
}

/** Of each kind one, from which the others are made: ids may so be any text, also one that cannot be declared. */
const model = parseModel();

function parseModel() {
  const { value: fleet } = parseFleet({
    users: { x: { fullName: "X", uid: 1000 } },
    hosts: { x: { system: "x86_64-linux", stateVersion: "24.05", users: ["x"] } },
    secrets: {},
  });
  if (fleet?.secrets === undefined) throw new Error("bug: the model does not parse");
  const surroundings = { files: new Set<string>(), tracked: undefined, contents: new Map() };
  const { value: resolved } = resolveFleet(fleet, surroundings);
  const [user, host] = [fleet.users.get("x"), fleet.hosts.get("x")];
  const resolvedHost = resolved.hosts.get("x");
  const account = resolvedHost?.accounts.get("x");
  if (!user || !host || !resolvedHost || !account) throw new Error("bug: the model has no account");
  return { fleet, resolved, secrets: fleet.secrets, user, host, resolvedHost, account };
}

/** The fleet of the tests: hosts with their users, where a name with "!" is an admin's. */
export function makeFleet({
  hosts,
  users = {},
  operators = {},
  rules = [],
  readers = {},
  tags = {},
  defaultRules = true,
}: {
  hosts: Record<string, readonly string[]>;
  users?: Record<string, readonly AgeKeyDeclaration[]>;
  operators?: Record<string, readonly AgeKeyDeclaration[]>;
  rules?: readonly SecretFileDeclaration[];
  readers?: Record<string, readonly string[]>;
  tags?: Record<string, readonly string[]>;
  defaultRules?: boolean;
}): MadeFleet {
  const people = Object.values(hosts)
    .flat()
    .map((name) => name.replace("!", ""));
  const ids = [...new Set([...people, ...Object.keys(users)])];
  const empty: MadeFleet = {
    fleet: {
      ...model.fleet,
      users: new Map(ids.map((id) => [id, makeUser(id, own(users, id))])),
      hosts: new Map(),
      operators: new Map(
        Object.entries(operators).map(([id, keys]) => [id, { id, ageKeys: listed(keys) }]),
      ),
      secrets: {
        ...model.secrets,
        files: rules,
        readers: new Map(Object.entries(readers)),
        defaultRules,
      },
    },
    resolved: { ...model.resolved, hosts: new Map() },
  };
  return Object.entries(hosts).reduce(
    (made, [id, accounts]) =>
      withHost(made, id, {
        ageKey: recipientOf(`host ${id}`),
        tags: own(tags, id) ?? [],
        accounts,
      }),
    empty,
  );
}

function makeUser(id: string, keys: readonly AgeKeyDeclaration[] | undefined): User {
  return { ...model.user, id, ageKeys: listed(keys ?? [recipientOf(`user ${id}`)]) };
}

/** Keys without names. */
function listed(keys: readonly AgeKeyDeclaration[]): User["ageKeys"] {
  return keys.map((key, name) => ({ key, name }));
}

/** The fleet with a host, in the place of the one with its id; nobody has an account but whom it names. */
export function withHost(
  { fleet, resolved }: MadeFleet,
  id: string,
  {
    accounts = [],
    ...host
  }: Partial<Pick<Host, "sshHostKey" | "ageKey" | "tags">> & {
    readonly accounts?: readonly string[];
  },
): MadeFleet {
  const made = accounts.map((name) => [name.replace("!", ""), name.endsWith("!")] as const);
  const resolvedHost: ResolvedHost = {
    ...model.resolvedHost,
    id,
    accounts: new Map(
      made.map(([user, isAdmin]) => [
        user,
        {
          ...model.account,
          user,
          isAdmin: { value: isAdmin, origin: "placement", path: undefined },
        },
      ]),
    ),
  };
  return {
    fleet: { ...fleet, hosts: new Map(fleet.hosts).set(id, { ...model.host, id, ...host }) },
    resolved: { ...resolved, hosts: new Map(resolved.hosts).set(id, resolvedHost) },
  };
}

/** The fleet without a user, who then has an account nowhere. */
export function withoutUser({ fleet, resolved }: MadeFleet, user: string): MadeFleet {
  const others = <T>(map: ReadonlyMap<string, T>) =>
    new Map([...map].filter(([id]) => id !== user));
  const hosts = [...resolved.hosts].map(
    ([id, host]) => [id, { ...host, accounts: others(host.accounts) }] as const,
  );
  return {
    fleet: { ...fleet, users: others(fleet.users) },
    resolved: { ...resolved, hosts: new Map(hosts) },
  };
}

/** Who can decrypt what in a fleet. */
export function resolveMade({ fleet, resolved }: MadeFleet): Outcome<Secrets> {
  return resolveSecrets(fleet, resolved);
}

/** A family: Keith is admin of both machines, Traci has accounts, Henry one. */
export const family = {
  hosts: { mini: ["keith!", "traci", "henry"], travel: ["keith!", "traci"] },
  operators: { recovery: [recipientOf("recovery")] },
} as const;
