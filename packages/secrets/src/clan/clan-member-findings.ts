import { compareNames, type Diagnostic, quote, shellWord } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import type { Keyring } from "../keys/keyring.ts";
import { shortenRecipient } from "../keys/recipient-name.ts";
import type { Secrets } from "../rules/resolve-secrets.ts";
import { updateClanKeys } from "./clan-cures.ts";
import type { ReadClan } from "./clan-findings.ts";
import { type ClanLayout, type ClanMember, findKeyOwner } from "./clan-layout.ts";
import { type ClanTree, nameOf } from "./clan-tree.ts";

/** Clan's users and machines are those of the declaration, with the keys that are declared, and the other way round. */
export function* membersAreDeclared({ tree, layout, declared }: ReadClan): Iterable<Diagnostic> {
  const secretsOf = countSecrets(layout);
  for (const [path, member] of layout.members) {
    if (isStrange(member)) yield describeStranger(path, countOf(member, secretsOf));
    else yield* keysAreDeclared(path, member, declared.keyring);
  }
  yield* leftoversOf(tree, layout, declared.keyring);
  yield* hostsHaveKeys(tree, declared);
}

function isStrange({ declared, readers }: ClanMember): boolean {
  return declared === undefined && [...readers.values()].every((reader) => reader === undefined);
}

/** How many secrets are meant for each key. */
function countSecrets({ rules }: ClanLayout): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { recipient } of rules.flatMap(({ groups }) => groups.flat())) {
    counts.set(recipient.id, (counts.get(recipient.id) ?? 0) + 1);
  }
  return counts;
}

function countOf({ recipients }: ClanMember, counts: ReadonlyMap<string, number>): number {
  return Math.max(0, ...recipients.map(({ id }) => counts.get(id) ?? 0));
}

function describeStranger(path: string, count: number): Diagnostic {
  const name = nameOf(path);
  const isMachine = path.endsWith(`machines/${name}`);
  const secrets = count === 1 ? "1 secret names" : `${count} secrets name`;
  const message = `clan has the ${isMachine ? "machine" : "user"} ${quote(name)}, which the fleet does not declare. ${secrets} it as a reader.`;
  return createStranger(path, message, isMachine ? "machine" : "user");
}

function createStranger(path: string, message: string, kind: "machine" | "user"): Diagnostic {
  const name = shellWord(nameOf(path));
  const remove =
    kind === "machine"
      ? `\`clan machines delete ${name}\``
      : `\`clan secrets users remove ${name}\``;
  const declare = kind === "machine" ? "a host" : "a user or operator";
  const help = `Where it has left, run ${remove}, and change what it could read. Else declare ${declare} of that name.`;
  return secretsCodes.create("clan-stranger", message, { file: path, help });
}

/** A key that clan has of somebody is one that is declared of them, where any is. */
function* keysAreDeclared(
  path: string,
  { declared, recipients }: ClanMember,
  keyring: Keyring,
): Iterable<Diagnostic> {
  if (declared === undefined || !keyring.recipients.has(declared)) return;
  // clan makes a key of its own for a machine, beside its SSH key.
  const isSsh = [...keyring.sshForms.values()].includes(declared);
  if (declared.startsWith("host:") && isSsh) return;
  const file = `${path}/key.json`;
  for (const recipient of recipients) {
    const owner = findKeyOwner(keyring, recipient);
    if (owner === declared) continue;
    const whose = owner === undefined ? "nobody declares" : `is that of ${owner}`;
    const message = `clan has the key ${shortenRecipient(recipient.id)} of ${declared}, which ${whose}.`;
    const isHost = declared.startsWith("host:");
    const name = shellWord(nameOf(path));
    const remove = isHost
      ? `\`clan secrets machines add --force ${name} KEY\` with the right one`
      : `\`clan secrets users remove-key ${name} --${recipient.type === "pgp" ? "pgp" : "age"}-key ${shellWord(recipient.id.replace(/^pgp:/, ""))}\``;
    const help = `Find out who added it: \`git log -- ${shellWord(file)}\`. Declare it as \`${isHost ? "ageKey" : "ageKeys"}\`, or run ${remove} and ${updateClanKeys}.`;
    yield secretsCodes.create("other-clan-key", message, { file, help });
  }
}

/** Vars of machines that neither the fleet nor clan has any more. */
function* leftoversOf(
  { folder, secrets }: ClanTree,
  { members }: ClanLayout,
  { readers = new Set() }: Keyring,
): Iterable<Diagnostic> {
  const start = `${folder}vars/per-machine/`;
  const counts = new Map<string, number>();
  for (const path of secrets.keys()) {
    if (!path.startsWith(start)) continue;
    const name = path.slice(start.length, path.indexOf("/", start.length));
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  for (const [name, count] of [...counts].sort(([a], [b]) => compareNames(a, b))) {
    if (readers.has(`host:${name}`) || members.has(`${folder}sops/machines/${name}`)) continue;
    const what = count === 1 ? "1 secret" : `${count} secrets`;
    const message = `clan keeps ${what} of the machine ${quote(name)}, which the fleet does not declare.`;
    yield createStranger(`${start}${name}`, message, "machine");
  }
}

/** A host that clan deploys has a key there, or it can open nothing. */
function* hostsHaveKeys({ folder, members }: ClanTree, { clan }: Secrets): Iterable<Diagnostic> {
  for (const host of clan?.hosts ?? []) {
    if (members.has(`${folder}sops/machines/${host}`)) continue;
    const message = `clan deploys ${quote(host)}, but has no key of it, so that the host can open none of clan's secrets.`;
    const help = `Run \`clan vars generate ${shellWord(host)}\`, which makes one where the host needs it, or \`clan secrets machines add ${shellWord(host)} KEY\` with the one that it has.`;
    yield secretsCodes.create("clan-host-without-key", message, { path: ["hosts", host], help });
  }
}
