import type { Diagnostic, Outcome, Path } from "@fleet/diagnostics";
import { coreCodes } from "../../codes.ts";
import type { PlacedSshKeyDeclaration } from "../../declaration/people/account-declaration.ts";
import { authorizedKeyProblem } from "../../keys/authorized-key.ts";
import { writeOut } from "../../keys/placed-keys.ts";
import type { Fleet, Host, UserSshKey } from "../../parse/fleet.ts";
import { differingPlacements } from "../../parse/placements.ts";
import { isSelected } from "../../selection/host-selector.ts";
import type { ResolvedSshKey } from "../resolved-fleet.ts";
import type { Surroundings } from "../surroundings.ts";
import { emptyKeyFile, type KeyFileLine, readKeyFile } from "./key-file.ts";

/** The keys of a user on one host. */
export interface ChosenKeys {
  /** Each once, in the order of the declaration. */
  readonly keys: readonly ResolvedSshKey[];
  /** What tells them from the keys that the user has on other hosts; empty where those are the same everywhere. */
  readonly variant: string;
}

/** The keys of a user on a host. */
export type KeyChooser = (user: string, host: Host) => ChosenKeys;

/** The keys of all users. */
export interface UserKeys {
  /** By user id, whatever hosts they are for; only of users who have one. */
  readonly all: ReadonlyMap<string, readonly ResolvedSshKey[]>;
  readonly choose: KeyChooser;
}

/** The keys of every user, those from files read. */
export function resolveSshKeys(fleet: Fleet, surroundings: Surroundings): Outcome<UserKeys> {
  const diagnostics: Diagnostic[] = [];
  const all = new Map<string, readonly ResolvedSshKey[]>();
  const choosers = new Map<string, (host: Host) => ChosenKeys>();
  for (const [id, user] of fleet.users) {
    const resolved = user.sshKeys.map((declared, index) => {
      const path = ["users", id, "sshKeys", index];
      const { value, diagnostics: found } = resolveKey(declared, path, surroundings);
      diagnostics.push(...found);
      return { keys: value, hosts: declared.hosts };
    });
    if (resolved.length === 0) continue;
    all.set(id, distinct(resolved));
    choosers.set(id, createChooser(resolved));
  }
  const choose: KeyChooser = (user, host) => choosers.get(user)?.(host) ?? none;
  return { value: { all, choose }, diagnostics };
}

const none: ChosenKeys = { keys: [], variant: "" };

interface KeysOfHosts {
  readonly keys: readonly ResolvedSshKey[];
  /** Undefined for all of them. */
  readonly hosts: readonly string[] | undefined;
}

function createChooser(resolved: readonly KeysOfHosts[]): (host: Host) => ChosenKeys {
  if (resolved.every(({ hosts }) => hosts === undefined)) {
    const all: ChosenKeys = { keys: distinct(resolved), variant: "" };
    return () => all;
  }
  const byVariant = new Map<string, ChosenKeys>();
  return (host) => {
    const chosen = resolved.map(({ hosts }) => isSelected(hosts, host));
    const variant = chosen.map(Number).join("");
    const known = byVariant.get(variant) ?? {
      keys: distinct(resolved.filter((_, index) => chosen[index])),
      variant,
    };
    byVariant.set(variant, known);
    return known;
  };
}

function distinct(resolved: readonly KeysOfHosts[]): readonly ResolvedSshKey[] {
  const all = resolved.flatMap(({ keys }) => keys);
  return [...new Map(all.map((key) => [JSON.stringify(key), key])).values()];
}

/** The keys of every service account, by id, those from files read; each once, in the order of the declaration. */
export function resolveServiceKeys(
  { serviceAccounts }: Fleet,
  surroundings: Surroundings,
): Outcome<ReadonlyMap<string, readonly ResolvedSshKey[]>> {
  const diagnostics: Diagnostic[] = [];
  const byId = new Map<string, readonly ResolvedSshKey[]>();
  for (const [id, { sshKeys }] of serviceAccounts) {
    const resolved = sshKeys.map((declared, index) => {
      const path = ["serviceAccounts", id, "sshKeys", index];
      const { value, diagnostics: found } = resolveKey(declared, path, surroundings);
      diagnostics.push(...found);
      return { keys: value, hosts: undefined };
    });
    byId.set(id, distinct(resolved));
  }
  return { value: byId, diagnostics };
}

/** The keys that placements have instead of their users', by the list in the declaration. */
export function resolvePlacedKeys(
  fleet: Fleet,
  surroundings: Surroundings,
): Outcome<ReadonlyMap<readonly PlacedSshKeyDeclaration[], readonly ResolvedSshKey[]>> {
  const diagnostics: Diagnostic[] = [];
  const keysByList = new Map<readonly PlacedSshKeyDeclaration[], readonly ResolvedSshKey[]>();
  for (const { own, path } of differingPlacements(fleet.hosts)) {
    if (own.sshKeys === undefined) continue;
    const resolved = own.sshKeys.map((declared, index) => {
      const place = [...path, "sshKeys", index];
      const { value, diagnostics: found } = resolveKey(writeOut(declared), place, surroundings);
      diagnostics.push(...found);
      return { keys: value, hosts: undefined };
    });
    keysByList.set(own.sshKeys, distinct(resolved));
  }
  return { value: keysByList, diagnostics };
}

/** All keys that are declared to be somebody's, by user: their own, then those that placements have instead. */
export function listKeysOfUsers(
  { hosts }: Fleet,
  own: UserKeys["all"],
  placed: ReadonlyMap<readonly PlacedSshKeyDeclaration[], readonly ResolvedSshKey[]>,
): ReadonlyMap<string, readonly ResolvedSshKey[]> {
  if (placed.size === 0) return own;
  const all = new Map(own);
  for (const { user, own: said } of differingPlacements(hosts)) {
    const keys = said.sshKeys === undefined ? [] : (placed.get(said.sshKeys) ?? []);
    if (keys.length > 0) all.set(user, [...(all.get(user) ?? []), ...keys]);
  }
  return all;
}

/** The keys that are meant by a declared one, that stands at a path. */
export function resolveKey(
  declared: UserSshKey,
  path: Path,
  surroundings: Surroundings,
): Outcome<readonly ResolvedSshKey[]> {
  if ("key" in declared) return { value: [declared.key.trim()], diagnostics: [] };
  if ("env" in declared) {
    const { env, options } = declared;
    return { value: [options === undefined ? { env } : { env, options }], diagnostics: [] };
  }
  const { file } = declared;
  const read = readKeyFile({ file, path }, surroundings);
  if (read.value === undefined) return { value: [], diagnostics: read.diagnostics };
  const { value, diagnostics } = judgeLines(read.value, { file, path });
  return { value, diagnostics: [...diagnostics, ...read.diagnostics] };
}

function judgeLines(
  lines: readonly KeyFileLine[],
  { file, path }: { readonly file: string; readonly path: Path },
): Outcome<readonly string[]> {
  const diagnostics: Diagnostic[] = [];
  const keys: string[] = [];
  for (const { text, number } of lines) {
    const fault = authorizedKeyProblem(text);
    if (fault === undefined) keys.push(text);
    else {
      const { problem, help = "Write one public key a line: ssh-ed25519 AAAA… comment." } = fault;
      const position = { line: number, column: 1 };
      const message = `This is no public SSH key. ${problem}`;
      diagnostics.push(coreCodes.create("bad-ssh-key", message, { path, file, position, help }));
    }
  }
  if (lines.length === 0) {
    const help = "Write one public key a line: ssh-ed25519 AAAA… comment.";
    diagnostics.push(emptyKeyFile({ file, path }, help));
  }
  return { value: keys, diagnostics };
}
