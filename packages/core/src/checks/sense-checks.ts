import { type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import type { SshKeyDeclaration } from "../declaration/declaration.ts";
import { listPlacedKeys } from "../keys/placed-keys.ts";
import { parseSshPublicKey } from "../keys/ssh-public-key.ts";
import type { Fleet, Host, Operator, Placement, User } from "../parse/fleet.ts";
import { isGap } from "../parse/gaps.ts";
import type { DeclaredContext } from "./check.ts";

/** Nothing stands twice in a list: the second one is a slip, or was meant to be something else. */
export function* itemsStandOnce({ fleet, differing }: DeclaredContext): Iterable<Diagnostic> {
  for (const [path, items] of listsOf(fleet)) yield* repeated(items, path);
  for (const { path, own } of differing) {
    yield* repeated(own.extraGroups, [...path, "extraGroups"]);
    yield* repeated(own.withoutGroups, [...path, "withoutGroups"]);
    yield* repeated(own.sshKeys?.map(nameKey), [...path, "sshKeys"]);
    yield* repeated(own.aggregates, [...path, "aggregates"]);
  }
}

function* listsOf(fleet: Fleet): Iterable<[Path, readonly unknown[] | undefined]> {
  for (const [id, user] of fleet.users) yield* lists(["users", id], listsOfUser(user));
  for (const [id, host] of fleet.hosts) yield* lists(["hosts", id], listsOfHost(host));
  for (const [id, { groups }] of fleet.features) yield* lists(["features", id], { groups });
  for (const [id, profile] of fleet.profiles) {
    yield* lists(["profiles", id], { extends: profile.extends, aggregates: profile.aggregates });
  }
  for (const [id, operator] of fleet.operators)
    yield* lists(["operators", id], ageKeysOf(operator));
  for (const [index, { sshKeys, trustedByNix }] of fleet.root.entries()) {
    yield* lists(["root", index], { sshKeys: sshKeys.map(nameKey), trustedByNix });
  }
  yield* lists(["defaults"], { aggregates: fleet.defaults.aggregates });
}

function listsOfUser({ sshKeys, ageKeys, own }: User) {
  const { extraGroups, aggregates } = own;
  return { sshKeys: sshKeys.map(nameKey), ...ageKeysOf({ ageKeys }), extraGroups, aggregates };
}

function listsOfHost({ features, tags }: Host) {
  return { features, tags };
}

function ageKeysOf({ ageKeys }: Pick<Operator, "ageKeys">) {
  return { ageKeys: ageKeys.map((key) => JSON.stringify(key)) };
}

function* lists(
  path: Path,
  named: Readonly<Record<string, readonly unknown[] | undefined>>,
): Iterable<[Path, readonly unknown[] | undefined]> {
  for (const [name, items] of Object.entries(named)) yield [[...path, name], items];
}

function* repeated(items: readonly unknown[] | undefined, path: Path): Iterable<Diagnostic> {
  if (items === undefined || items.length < 2) return;
  const seen = new Map<unknown, number>();
  for (const [index, item] of items.entries()) {
    const first = seen.get(item);
    if (first === undefined) seen.set(item, index);
    else {
      const message = `This stands in the list already, at [${first}].`;
      const help = "Delete one of the two, or write what was meant here.";
      yield coreCodes.create("repeated-item", message, { path: [...path, index], help });
    }
  }
}

/** Nobody else logs in with a person's SSH key. */
export function* sshKeysAreOnesOwn({ fleet, differing }: DeclaredContext): Iterable<Diagnostic> {
  const owners = new Map<string, string>();
  for (const { user: id, key, path } of keysOfAll(fleet, differing)) {
    const name = nameKey(key);
    const other = owners.get(name) ?? id;
    owners.set(name, other);
    if (other === id) continue;
    const message = `${quote(other)} and ${quote(id)} have the same SSH key: whoever holds it logs in as both.`;
    const help =
      "Give each a key of their own. Where this is one person with two logins, declare one user, and `username` on the hosts where it is another.";
    yield coreCodes.create("ssh-key-of-two", message, { path, help });
  }
}

function* keysOfAll({ users }: Fleet, differing: readonly Placement[]) {
  for (const [user, { sshKeys }] of users) {
    for (const [index, key] of sshKeys.entries()) {
      yield { user, key, path: ["users", user, "sshKeys", index] };
    }
  }
  yield* listPlacedKeys(differing);
}

/** A key without its comment, or where it comes from. */
function nameKey(key: SshKeyDeclaration): string {
  if (typeof key !== "string") return JSON.stringify(key);
  const parsed = parseSshPublicKey(key);
  return parsed.ok ? parsed.key.line : key;
}

/** Nobody else has a person's mail address. */
export function* mailAddressesAreOnesOwn({
  fleet: { users },
}: DeclaredContext): Iterable<Diagnostic> {
  const owners = new Map<string, string>();
  for (const [id, { email }] of users) {
    if (email === undefined) continue;
    const other = owners.get(email.toLowerCase());
    if (other === undefined) owners.set(email.toLowerCase(), id);
    else {
      const message = `${quote(other)} and ${quote(id)} have the same mail address, ${quote(email)}: their commits cannot be told apart.`;
      const help = "Write each person's own, or leave it out where somebody has none.";
      yield coreCodes.create("email-of-two", message, { path: ["users", id, "email"], help });
    }
  }
}

/** The architectures that processors are of, as far as they are somebody's alone. */
const architectures = {
  amd: /^(x86_64|i686)$/,
  intel: /^(x86_64|i686)$/,
  apple: /^aarch64$/,
  arm: /^(aarch64|armv)/,
} as const;

/** What is said of the hardware can be so with that system. */
export function* hardwareFitsSystems({ fleet }: DeclaredContext): Iterable<Diagnostic> {
  for (const [id, { system, hardware }] of fleet.hosts) {
    if (isGap(fleet.gaps, ["hosts", id, "system"])) continue;
    const [architecture = ""] = system.split("-", 1);
    const path = ["hosts", id, "hardware"];
    const { cpu, gpu } = hardware;
    if (cpu !== undefined && !architectures[cpu].test(architecture)) {
      yield misfit([...path, "cpu"], `A host of ${system} has no processor of "${cpu}".`);
    } else if (gpu === "apple" && architecture !== "aarch64") {
      yield misfit([...path, "gpu"], `A host of ${system} has no graphics of "apple".`);
    }
  }
}

function misfit(path: Path, message: string): Diagnostic {
  const help = "Correct it, or the `system` of the host.";
  return coreCodes.create("hardware-misfit", message, { path, help });
}
