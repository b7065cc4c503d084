import { parseAuthorizedKey } from "@fleet/core/internal";
import { compareNames } from "@fleet/diagnostics";
import type { FoundFile } from "../found/found-file.ts";
import type { FoundUser } from "../found/found-user.ts";
import { usersBy } from "../found/merge-accounts.ts";
import { uniteBy, uniteNames } from "../found/merge-values.ts";
import { unsaidUser } from "../found/unsaid.ts";
import { entriesOf, textOrNull, textsOf, valueAt } from "../json-record.ts";
import type { ModuleSettings } from "./module-settings.ts";
import type { OwnFiles } from "./own-files.ts";
import type { ClanInstance, ClanInventory, ClanMachine } from "./read-inventory.ts";
import { listRoleMembers } from "./role-members.ts";

/** What an account is made of, beside the inventory. */
export interface AccountSources {
  readonly own: OwnFiles;
  /** The file that is named where nothing tells which one says it. */
  readonly file: string;
}

/** The accounts that clan's own services make. */
export interface ClanAccounts {
  /** By the names of machines; each by login, in order. */
  readonly users: ReadonlyMap<string, readonly FoundUser[]>;
  /** The instances that they come from. */
  readonly instances: ReadonlySet<ClanInstance>;
  /** The lines that stand where keys should be and are none, by instance. */
  readonly badKeys: ReadonlyMap<string, readonly string[]>;
  /** The people of instances that make no account of theirs (`systemUser = false`), by instance. */
  readonly identities: ReadonlyMap<string, readonly string[]>;
}

/** The services whose settings say who has an account, and whose keys are root's. */
const readers: ReadonlyMap<string, typeof readUser> = new Map([
  ["users/default", readUser],
  ["sshd/server", (_, settings, sources) => readRoot(settings, sources, "authorizedKeys")],
  ["admin/default", (_, settings, sources) => readRoot(settings, sources, "allowedKeys")],
]);

/**
 * The accounts of `clanServices/users`, `sshd` and `admin` of clan-core, which have a module for NixOS alone: on a Mac
 * they make nobody.
 */
export function listClanAccounts(inventory: ClanInventory, sources: AccountSources): ClanAccounts {
  const users = new Map<string, FoundUser[]>();
  const instances = new Set<ClanInstance>();
  const badKeys = new Map<string, readonly string[]>();
  const identities = new Map<string, readonly string[]>();
  for (const { instance, machine, user, isIdentity, bad } of readAccounts(inventory, sources)) {
    const known = badKeys.get(instance.name) ?? [];
    if (bad.length > 0) badKeys.set(instance.name, uniteNames(known, bad));
    // sshd without keys says nothing of root.
    if (user.sshKeys.length === 0 && user.password === null) continue;
    if (isIdentity) {
      identities.set(instance.name, [user.login]);
      continue;
    }
    instances.add(instance);
    const accounts = users.get(machine.name);
    if (accounts === undefined) users.set(machine.name, [user]);
    else accounts.push(user);
  }
  const united = [...users].map(
    ([name, accounts]) => [name, uniteBy(accounts, [], usersBy("all"))] as const,
  );
  return { users: new Map(united), instances, badKeys, identities };
}

/** What one instance says of one account on one machine. */
interface PlacedAccount extends Account {
  readonly instance: ClanInstance;
  readonly machine: ClanMachine;
}

function* readAccounts(inventory: ClanInventory, sources: AccountSources): Iterable<PlacedAccount> {
  for (const instance of inventory.instances.filter(isOfClan)) {
    for (const role of instance.roles) {
      const read = readers.get(`${instance.service}/${role.name}`);
      if (read === undefined) continue;
      const known = new Map<ModuleSettings, Account>();
      for (const { machine, settings } of listRoleMembers(role, inventory)) {
        if (machine.machineClass === "darwin") continue;
        const account = known.get(settings) ?? read(instance, settings, sources);
        known.set(settings, account);
        yield { instance, machine, ...account };
      }
    }
  }
}

/** Whether an instance is of clan's own service, and not of one by the same name in another flake. */
function isOfClan({ input }: ClanInstance): boolean {
  return input === null || input === "clan-core" || input === "clan";
}

interface Account {
  readonly user: FoundUser;
  /** The lines that stand where keys should be, and are none. */
  readonly bad: readonly string[];
  /** Whether it is somebody without an account. */
  readonly isIdentity: boolean;
}

function readUser(
  instance: ClanInstance,
  settings: ModuleSettings,
  sources: AccountSources,
): Account {
  const { value } = settings;
  const keys = valueAt(valueAt(value, "openssh"), "authorizedKeys");
  const files = listKeyFiles(valueAt(keys, "keyFiles"), sources);
  const lines = files.flatMap((path) => sources.own.readLines(path));
  const { good, bad } = sortKeys([...textsOf(valueAt(keys, "keys")), ...lines]);
  const user: FoundUser = {
    ...unsaidUser(textOrNull(valueAt(value, "user")) ?? instance.name),
    groups: [...new Set(textsOf(valueAt(value, "groups")))].sort(compareNames),
    sshKeys: good,
    keyFiles: files,
    // Clan makes and keeps it, as a var: who has it is not to be seen here.
    password: { options: ["hashedPasswordFile"], secret: null, isLocked: false },
    definedIn: definedIn(settings, sources),
  };
  return { user, bad, isIdentity: valueAt(value, "systemUser") === false };
}

function readRoot(settings: ModuleSettings, sources: AccountSources, option: string): Account {
  const lines = entriesOf(valueAt(settings.value, option)).map(([, line]) => line);
  const { good, bad } = sortKeys(textsOf(lines));
  const user = { ...unsaidUser("root"), sshKeys: good, definedIn: definedIn(settings, sources) };
  return { user, bad, isIdentity: false };
}

/** Each line once: those that OpenSSH would take for a key, and the others. */
function sortKeys(lines: readonly string[]) {
  const trimmed = [...new Set(lines.map((line) => line.trim()))];
  const isKey = (line: string) => parseAuthorizedKey(line).ok;
  return { good: trimmed.filter(isKey), bad: trimmed.filter((line) => !isKey(line)) };
}

/** The paths of key files of the flake, as the inventory hands paths on. */
function listKeyFiles(value: unknown, { own }: AccountSources): readonly string[] {
  const paths = Array.isArray(value) ? value.map((item: unknown) => valueAt(item, "content")) : [];
  return textsOf(paths).flatMap((path) => own.locate(path) ?? []);
}

function definedIn({ files }: ModuleSettings, { own, file }: AccountSources): readonly FoundFile[] {
  const known = files.flatMap((path) => own.locate(path) ?? []);
  const paths = known.length === 0 ? [file] : [...new Set(known)].sort(compareNames);
  return paths.map((path) => ({ path, isOwn: true }));
}
