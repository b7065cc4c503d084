import { compareNames } from "@fleet/diagnostics";
import { entriesOf, isRecord, textOrNull, textsOf, valueAt } from "../json-record.ts";

/** What clan's inventory says, from Nix or from `inventory.json`. */
export interface ClanInventory {
  /** By name, in order. */
  readonly machines: readonly ClanMachine[];
  /** By name, in order. */
  readonly instances: readonly ClanInstance[];
}

/** A machine. */
export interface ClanMachine {
  readonly name: string;
  /** Null where the inventory does not say it, which clan takes for NixOS unless Nix says more. */
  readonly machineClass: "nixos" | "darwin" | null;
  /** Its own, those that the inventory gives it, and the computed `all`, `nixos` or `darwin`. */
  readonly tags: ReadonlySet<string>;
  readonly description: string | null;
  readonly targetHost: string | null;
  readonly buildHost: string | null;
}

/** An instance of one of clan's services. */
export interface ClanInstance {
  readonly name: string;
  /** The service, such as `users`. */
  readonly service: string;
  /** The input that the service is of; null for clan's own. */
  readonly input: string | null;
  /** By name, in order. */
  readonly roles: readonly ClanRole[];
}

/** A role of an instance, and who has it. Settings are as the source has them, modules maybe. */
export interface ClanRole {
  readonly name: string;
  readonly settings: unknown;
  readonly machines: ReadonlyMap<string, unknown>;
  readonly tags: ReadonlyMap<string, unknown>;
}

/** Reads an inventory of JSON; what has not its form is passed over, as nothing. */
export function readInventory(value: unknown): ClanInventory {
  const tagged = entriesOf(valueAt(value, "tags")).map(
    ([tag, members]) => [tag, new Set(textsOf(members))] as const,
  );
  const machines = entriesOf(valueAt(value, "machines")).map(([name, machine]) =>
    readMachine(name, machine, tagged),
  );
  const instances = entriesOf(valueAt(value, "instances")).map(readInstance);
  // What older clans have: a record of services with their instances.
  const services = entriesOf(valueAt(value, "services")).flatMap(([service, own]) =>
    entriesOf(own).map(([name]) => ({ name, service, input: oldInput, roles: [] })),
  );
  return { machines: inOrder(machines), instances: inOrder([...instances, ...services]) };
}

/** The services before `inventory.instances` were others, by the same names. */
const oldInput = "inventory.services";

/** A machine that only its folder tells of. */
export function bareMachine(name: string): ClanMachine {
  return readMachine(name, undefined, []);
}

function readMachine(
  name: string,
  value: unknown,
  tagged: readonly (readonly [string, ReadonlySet<string>])[],
): ClanMachine {
  const said = valueAt(value, "machineClass");
  const machineClass = said === "nixos" || said === "darwin" ? said : null;
  const given = tagged.flatMap(([tag, members]) => (members.has(name) ? [tag] : []));
  const deploy = valueAt(value, "deploy");
  return {
    name,
    machineClass,
    tags: new Set([...textsOf(valueAt(value, "tags")), ...given, "all", machineClass ?? "nixos"]),
    description: textOrNull(valueAt(value, "description")),
    targetHost: textOrNull(valueAt(deploy, "targetHost")),
    buildHost: textOrNull(valueAt(deploy, "buildHost")),
  };
}

function readInstance([name, value]: readonly [string, unknown]): ClanInstance {
  const module = valueAt(value, "module");
  const roles = entriesOf(valueAt(value, "roles")).map(([role, body]) => ({
    name: role,
    settings: valueAt(body, "settings"),
    machines: readMembers(valueAt(body, "machines")),
    tags: readMembers(valueAt(body, "tags")),
  }));
  return {
    name,
    service: textOrNull(valueAt(module, "name")) ?? name,
    input: textOrNull(valueAt(module, "input")),
    roles: inOrder(roles),
  };
}

/** A record from names to `{ settings }`, or a list of names. */
function readMembers(value: unknown): ReadonlyMap<string, unknown> {
  if (!isRecord(value)) return new Map(textsOf(value).map((name) => [name, undefined]));
  return new Map(entriesOf(value).map(([name, body]) => [name, valueAt(body, "settings")]));
}

function inOrder<T extends { readonly name: string }>(items: readonly T[]): readonly T[] {
  return [...items].sort((a, b) => compareNames(a.name, b.name));
}
