import type { FleetJson, FleetJsonSecret, FleetJsonSecretFile } from "@fleet/codegen";
import { unstamped } from "@fleet/codegen";
import { compareNames } from "@fleet/diagnostics";
import {
  type FileRule,
  type Grant,
  type KeyGroup,
  type Keyring,
  type Recipient,
  renderSopsYaml,
  type SecretUse,
} from "@fleet/secrets";
import {
  type ClanFolder,
  comparePatterns,
  cryptFields,
  listSharers,
  parsePattern,
  parseRecipient,
  patternProblem,
  readClanFolder,
} from "@fleet/secrets/internal";
import type { SecretsTerms } from "./secrets-comparison.ts";

/**
 * What a `fleet.json` says of secrets, to compare files with; or what it does not say, or not in a way that
 * fleet writes it. Why somebody may read a file is not in it, so that rules have no reader expressions, and
 * their own paths for templates.
 */
export function readToldSecrets(told: FleetJson): SecretsTerms | { readonly unclear: string } {
  const { secretFiles, secretKeys, secretSshKeys = new Map<string, readonly string[]>() } = told;
  const { secretIgnore = [], secretKeyNames = new Map<string, string>() } = told;
  if (secretFiles === undefined) return { unclear: "who reads which secret file" };
  if (secretKeys === undefined) return { unclear: "whose key is whose" };
  const bare = readKeyring(secretKeys, secretSshKeys);
  if (bare === undefined || ![...secretKeyNames.values()].every(isKeyName)) {
    return { unclear: "whose key is whose" };
  }
  const keyring = secretKeyNames.size === 0 ? bare : { ...bare, keyNames: secretKeyNames };
  const sharers = listSharers(keyring);
  const rules: FileRule[] = [];
  for (const file of secretFiles) {
    const rule = readRule(file, { keyring, sharers });
    if (rule === undefined) return { unclear: `who reads ${JSON.stringify(file.path)}` };
    rules.push(rule);
  }
  if (secretIgnore.some((path) => patternProblem(path) !== undefined)) {
    return { unclear: "which files another tool owns" };
  }
  const folder = told.clanFolder === undefined ? undefined : readClanFolder(told.clanFolder);
  if (folder === undefined && told.clanFolder !== undefined) {
    return { unclear: "where clan's secrets lie" };
  }
  const ignored = secretIgnore.map((path, index) => ({
    pattern: parsePattern(path),
    origin: ["secrets", "ignore", index],
  }));
  const secrets = {
    keyring,
    ...(ignored.length === 0 ? {} : { ignored }),
    ...(folder === undefined ? {} : { clan: clanAt(folder) }),
    rules: rules.sort((a, b) => comparePatterns(a.pattern, b.pattern)),
  };
  return { secrets, uses: listUses(told), sopsYaml: renderSopsYaml(secrets, unstamped) };
}

/** Which hosts clan deploys is not asked of what may be out of date. */
function clanAt(folder: string): ClanFolder {
  return { folder, origin: ["secrets", "clanFolder"], hosts: [] };
}

type Keys = ReadonlyMap<string, readonly string[]>;

/** In a keyring users come first: of a key that two have, the first is the owner. */
const kinds = ["user", "host", "operator"];

function readKeyring(keys: Keys, sshKeys: Keys): Keyring | undefined {
  const readers = [...keys.keys()].sort(
    (a, b) => kinds.indexOf(kindOf(a)) - kinds.indexOf(kindOf(b)) || compareNames(a, b),
  );
  if (![...readers, ...sshKeys.keys()].every(isReader)) return undefined;
  const recipients = new Map<string, readonly Recipient[]>();
  const owners = new Map<string, string>();
  for (const reader of readers) {
    const own = readRecipients(keys.get(reader) ?? []);
    if (own === undefined) return undefined;
    if (own.length > 0) recipients.set(reader, own);
    for (const { id } of own) if (!owners.has(id)) owners.set(id, reader);
  }
  const sshForms = new Map<string, string>();
  for (const [reader, lines] of sshKeys) {
    const forms = readRecipients(lines);
    if (forms === undefined) return undefined;
    for (const { id } of forms) sshForms.set(id, reader);
  }
  return { recipients, owners, sshForms, readers: new Set(readers) };
}

function kindOf(reader: string): string {
  return reader.slice(0, reader.indexOf(":"));
}

function isReader(name: string): boolean {
  return /^(?:user|host|operator):[\w.-]+$/.test(name);
}

function isKeyName(name: string): boolean {
  return /^(?:user|operator):[\w.-]+\/[\w-]+$/.test(name);
}

/** Recipients by their ids; undefined where one of them is none. */
function readRecipients(ids: readonly string[]): readonly Recipient[] | undefined {
  const found: Recipient[] = [];
  for (const id of ids) {
    const parsed = parseRecipient(id);
    if (!parsed.ok || parsed.recipient.id !== id) return undefined;
    found.push(parsed.recipient);
  }
  return found;
}

interface Owners {
  readonly keyring: Keyring;
  readonly sharers: ReadonlyMap<string, readonly string[]>;
}

function readRule(file: FleetJsonSecretFile, owners: Owners): FileRule | undefined {
  const { path, recipients = [], threshold, holdsKeyOf = [] } = file;
  const groups = (file.groups ?? [recipients]).map((ids) => readGroup(ids, owners));
  const whole = groups.filter((group) => group !== undefined && group.length > 0);
  const cryptRule = readCryptRule(file.cryptRule);
  const isSound =
    patternProblem(path) === undefined &&
    groups.length > 0 &&
    whole.length === groups.length &&
    (threshold === undefined) === (groups.length === 1) &&
    (cryptRule === undefined) === (file.cryptRule === undefined) &&
    holdsKeyOf.every(isReader);
  if (!isSound) return undefined;
  const rest = { template: path, origin: undefined, threshold, cryptRule, holdsKeyOf };
  return { pattern: parsePattern(path), groups: whole.flatMap((group) => [group ?? []]), ...rest };
}

function readGroup(ids: readonly string[], { keyring, sharers }: Owners): KeyGroup | undefined {
  const grants = readRecipients(ids)?.map((recipient): Grant => {
    const reader = keyring.owners.get(recipient.id) ?? `recipient:${recipient.id}`;
    const sharedWith = sharers.get(recipient.id);
    const shared = sharedWith === undefined ? {} : { sharedWith };
    return { reader, recipient, ...shared, expressions: [] };
  });
  return grants?.sort(
    (a, b) => compareNames(a.reader, b.reader) || compareNames(a.recipient.id, b.recipient.id),
  );
}

function readCryptRule(told: FleetJsonSecretFile["cryptRule"]): FileRule["cryptRule"] {
  const field = cryptFields.find((one) => one === told?.field);
  return told === undefined || field === undefined ? undefined : { field, value: told.value };
}

/** The secrets of hosts, then those of people, once for all their homes. */
function listUses({ hosts }: FleetJson): SecretUse[] {
  const ofHosts = [...hosts].flatMap(([id, { secrets = [] }]) =>
    secrets.map((secret) => toUse(`host:${id}`, ["hosts", id, "secrets"], secret)),
  );
  const ofUsers = [...hosts.values()].flatMap(({ accounts }) =>
    [...accounts].flatMap(([id, { home }]) =>
      (home?.secrets ?? []).map((secret) => toUse(`user:${id}`, ["users", id, "secrets"], secret)),
    ),
  );
  const once = new Map(ofUsers.map((use) => [`${use.reader} ${use.name}`, use]));
  return [...ofHosts, ...once.values()];
}

function toUse(
  reader: string,
  path: readonly string[],
  { name, file, key, target }: FleetJsonSecret,
): SecretUse {
  const use = { reader, name, origin: [...path, name], file, key };
  return target === undefined ? use : { ...use, target };
}
