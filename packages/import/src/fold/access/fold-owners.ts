import type { FleetDeclaration } from "@fleet/core";
import { loginNameProblem } from "@fleet/core/internal";
import { quote } from "@fleet/diagnostics";
import { convertSshToAge } from "@fleet/secrets/internal";
import type { AssignedKey, AssignedOwner } from "../../found/found-keys.ts";
import type { Remark } from "../../proposal/proposal.ts";
import type { FoldedHost } from "../folded-host.ts";
import type { LeftList } from "../left-list.ts";
import { type FoldedHostKeys, leaveUnknownPlace, placeHostKey } from "./host-key-places.ts";

/** The keys of a section, in a list, or by name. */
type AgeKeys = readonly string[] | Readonly<Record<string, string>>;

/** Whose keys are whose in a declaration. */
export interface FoldedOwners {
  /** By user; also of those who have no account. */
  readonly users: ReadonlyMap<string, AgeKeys>;
  readonly services: ReadonlyMap<string, AgeKeys>;
  readonly hosts: ReadonlyMap<string, FoldedHostKeys>;
  readonly operators: NonNullable<FleetDeclaration["operators"]>;
}

interface Sources {
  readonly hosts: ReadonlyMap<string, FoldedHost>;
  /** The ids of people, by the logins that they have. */
  readonly personOf: ReadonlyMap<string, string>;
  readonly services: ReadonlySet<string>;
  readonly remarks: Remark[];
  readonly left: LeftList;
}

/** Declares keys where their owners are declared; what nobody of a fleet has is an operator's. */
export function foldOwners(owners: readonly AssignedOwner[], sources: Sources): FoldedOwners {
  const users = new Map<string, AssignedKey[]>();
  const services = new Map<string, AssignedKey[]>();
  const operators = new Map<string, AssignedKey[]>();
  const hosts = new Map<string, FoldedHostKeys>();
  const add = (map: Map<string, AssignedKey[]>, id: string, keys: readonly AssignedKey[]) => {
    if (keys.length > 0) map.set(id, [...(map.get(id) ?? []), ...keys]);
  };
  for (const { kind, name, keys } of owners) {
    const person = sources.personOf.get(name) ?? name;
    const host = kind === "host" ? sources.hosts.get(name) : undefined;
    if (host !== undefined) {
      const rest = foldHostKeys(host, keys, {
        hosts,
        remarks: sources.remarks,
        left: sources.left,
      });
      add(operators, freeName(name, operators), rest);
    } else if (kind === "user" && isUserId(person)) add(users, person, keys);
    else if (kind === "service" && sources.services.has(name)) add(services, name, keys);
    else add(operators, operatorName(name, sources.left), keys);
  }
  const declare = (section: string, all: ReadonlyMap<string, readonly AssignedKey[]>) =>
    new Map(
      [...all].map(([id, keys]) => [
        id,
        declareKeys([section, id, "ageKeys"], keys, sources.remarks),
      ]),
    );
  return {
    users: declare("users", users),
    services: declare("serviceAccounts", services),
    hosts,
    operators: Object.fromEntries(
      [...declare("operators", operators)].map(([id, ageKeys]) => [id, { ageKeys }]),
    ),
  };
}

function isUserId(id: string): boolean {
  return id !== "__proto__" && loginNameProblem(id) === undefined;
}

function operatorName(name: string, left: LeftList): string {
  const plain = name
    .replaceAll(/[^A-Za-z0-9_.-]+/g, "-")
    .replace(/^[-.]+/, "")
    .slice(0, 31);
  const id = plain === "" || plain === "__proto__" ? "key" : plain;
  if (id !== name) {
    left.add({
      kind: "key",
      about: quote(name),
      message:
        "Nobody can be called so in a declaration, so that the keys are declared as those of an operator of a like name.",
      help: "Call the operator otherwise where another name says more.",
    });
  }
  return id;
}

function freeName(name: string, taken: ReadonlyMap<string, unknown>): string {
  return taken.has(name) ? `${name}-2` : name;
}

interface HostTargets {
  readonly hosts: Map<string, FoldedHostKeys>;
  readonly remarks: Remark[];
  readonly left: LeftList;
}

/** Gives a host its key, and gives back those that it cannot have beside it. */
function foldHostKeys(
  { id, found }: FoldedHost,
  keys: readonly AssignedKey[],
  { hosts, remarks, left }: HostTargets,
): readonly AssignedKey[] {
  const usable = keys.filter(({ recipient }) => /^(age1|ssh-)/.test(recipient));
  const ofSsh = found.sshHostKey === null ? undefined : convertSshToAge(found.sshHostKey);
  const known = ofSsh?.ok === true ? ofSsh.recipient : undefined;
  const first = usable.find(({ recipient }) => recipient === known) ?? usable[0];
  if (first === undefined) return keys;
  if (first.recipient === known) hosts.set(id, placeHostKey(found, "sshHostKey") ?? {});
  else {
    const field = first.recipient.startsWith("ssh-") ? "sshHostKey" : "ageKey";
    const place = placeHostKey(found, field);
    hosts.set(id, { [field]: first.recipient, ...place });
    // Whose private half is not where fleet tells sops-nix that it is, decrypts nothing.
    if (place === undefined && found.secrets.length > 0) leaveUnknownPlace(left, id);
    if (first.isGuess) {
      remarks.push({ path: ["hosts", id, field], text: first.because, isGuess: true });
    }
  }
  return keys.filter((key) => key !== first);
}

function declareKeys(
  path: Remark["path"],
  keys: readonly AssignedKey[],
  remarks: Remark[],
): AgeKeys {
  const once = [...new Map(keys.map((key) => [key.recipient, key])).values()];
  const names = once.flatMap(({ keyName }) => (keyName === null ? [] : [keyName]));
  const isNamed = names.length === once.length && new Set(names).size === once.length;
  for (const [index, { isGuess, because, keyName }] of once.entries()) {
    if (!isGuess) continue;
    remarks.push({ path: [...path, isNamed ? (keyName ?? index) : index], text: because, isGuess });
  }
  return isNamed && !names.includes("__proto__")
    ? Object.fromEntries(once.map(({ keyName, recipient }) => [keyName ?? "", recipient]))
    : once.map(({ recipient }) => recipient);
}
