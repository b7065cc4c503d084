import { type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import { nameSshKey } from "../keys/ssh-key-name.ts";
import type { Fleet, Host, Operator, User } from "../parse/fleet.ts";
import { isGap } from "../parse/gaps.ts";
import type { DeclaredContext } from "./check.ts";

/** Nothing stands twice in a list: the second one is a slip, or was meant to be something else. */
export function* itemsStandOnce({ fleet, differing }: DeclaredContext): Iterable<Diagnostic> {
  for (const [path, items] of listsOf(fleet)) yield* repeated(items, path);
  for (const { path, own } of differing) {
    yield* repeated(own.extraGroups, [...path, "extraGroups"]);
    yield* repeated(own.withoutGroups, [...path, "withoutGroups"]);
    yield* repeated(own.sshKeys?.map(nameSshKey), [...path, "sshKeys"]);
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
  for (const [id, { hosts, extraGroups, sshKeys }] of fleet.serviceAccounts) {
    const own = { hosts, extraGroups, sshKeys: sshKeys.map(nameSshKey) };
    yield* lists(["serviceAccounts", id], own);
  }
  for (const [name, { hosts }] of fleet.groups) yield* lists(["groups", name], { hosts });
  for (const [index, { hosts, sshKeys, trustedByNix }] of fleet.root.entries()) {
    yield* lists(["root", index], { hosts, sshKeys: sshKeys.map(nameSshKey), trustedByNix });
  }
  for (const [id, { sshKeys }] of fleet.users) {
    for (const [index, { hosts }] of sshKeys.entries()) {
      yield* lists(["users", id, "sshKeys", index], { hosts });
    }
  }
  yield* lists(["defaults"], { aggregates: fleet.defaults.aggregates });
}

function listsOfUser({ own: { extraGroups, aggregates } }: User) {
  return { extraGroups, aggregates };
}

function listsOfHost({ features, tags }: Host) {
  return { features, tags };
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
    else yield repeatedItem([...path, index], first);
  }
}

function repeatedItem(path: Path, first: string | number): Diagnostic {
  const message =
    typeof first === "number"
      ? `This stands in the list already, at [${first}].`
      : `This is already declared as ${quote(first)}.`;
  const help = "Delete one of the two, or write what was meant here.";
  return coreCodes.create("repeated-item", message, { path, help });
}

/** No key that files are encrypted to stands twice with its owner, under two names neither. */
export function* ageKeysStandOnce({ fleet }: DeclaredContext): Iterable<Diagnostic> {
  const owners: readonly [Path, Operator][] = [
    ...[...fleet.users].map(([id, user]): [Path, Operator] => [["users", id], user]),
    ...[...fleet.serviceAccounts].map(([id, one]): [Path, Operator] => [
      ["serviceAccounts", id],
      one,
    ]),
    ...[...fleet.operators].map(([id, one]): [Path, Operator] => [["operators", id], one]),
  ];
  for (const [path, { ageKeys }] of owners) {
    const seen = new Map<string, string | number>();
    for (const { key, name } of ageKeys) {
      const text = JSON.stringify(key);
      const first = seen.get(text);
      if (first === undefined) seen.set(text, name);
      else yield repeatedItem([...path, "ageKeys", name], first);
    }
  }
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
