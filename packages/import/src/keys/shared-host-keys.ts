import { compareNames, quote } from "@fleet/diagnostics";
import type { FoundFleet, FoundHost } from "../found/found-fleet.ts";
import type { AssignedKey, AssignedOwner } from "../found/found-keys.ts";
import type { Answers, Question } from "../proposal/proposal.ts";
import type { FoundSops } from "./sops-sources.ts";

/** Owners, of whom hosts may have one key together, and what was asked to tell it. */
export interface SharedHostKeys {
  readonly owners: readonly AssignedOwner[];
  readonly questions: readonly Question[];
}

interface Sources {
  readonly fleet: FoundFleet;
  readonly encrypted: FoundSops["encrypted"];
  readonly answers: Answers;
}

/** A key that is nobody's whom the fleet has. */
interface LooseKey {
  readonly owner: AssignedOwner;
  readonly key: AssignedKey;
}

/** The answer by which hosts have none of the keys. */
const none = "none";

/**
 * Gives hosts the key that they decrypt with, where no key is called by their names: who copies one file of age to all
 * machines calls its key by another word. One of the keys that all files of a host are encrypted to is the host's, or it
 * would decrypt nothing; where there are several, somebody has to say which.
 */
export function shareHostKeys(
  owners: readonly AssignedOwner[],
  { fleet, encrypted, answers }: Sources,
): SharedHostKeys {
  const named = new Set(owners.flatMap(({ kind, name }) => (kind === "host" ? [name] : [])));
  const loose = owners
    .flatMap((owner) => owner.keys.map((key): LooseKey => ({ owner, key })))
    .filter(({ owner, key }) => owner.kind === "operator" && /^age1/.test(key.recipient));
  const groups = new Map<string, { readonly keys: LooseKey[]; readonly hosts: string[] }>();
  for (const host of fleet.hosts) {
    if (named.has(host.name) || !hasKeyFile(host)) continue;
    const keys = narrow(loose.filter(({ key }) => opensAll(key.recipient, host, encrypted)));
    const id = keys.map(({ owner }) => owner.name).join("+");
    const group = groups.get(id) ?? { keys, hosts: [] };
    groups.set(id, group);
    group.hosts.push(host.name);
  }
  groups.delete("");
  const asked = [...groups].map(([id, { keys, hosts }]) => {
    const question = questionOf(id, keys, hosts);
    const answer = answers.get(question.id) ?? question.proposed;
    return { question, hosts, chosen: keys.find(({ owner }) => owner.name === answer) };
  });
  return {
    owners: asked.reduce<readonly AssignedOwner[]>(
      (all, { chosen, hosts }) => (chosen === undefined ? all : give(all, chosen, hosts)),
      owners,
    ),
    questions: asked.map(({ question }) => question),
  };
}

/** A key that many hosts have lies in a file of age: an SSH host key is made by each host for itself. */
function hasKeyFile({ identity, secrets, sshHostKey }: FoundHost): boolean {
  return secrets.length > 0 && sshHostKey === null && typeof identity?.keyFile === "string";
}

function opensAll(
  recipient: string,
  { secrets }: FoundHost,
  encrypted: FoundSops["encrypted"],
): boolean {
  const files = secrets.flatMap(({ file }) => encrypted.get(file)?.includes(recipient) ?? []);
  return files.length > 0 && files.every((isOpen) => isOpen);
}

/** Those that are said to be a host's go before those of which nothing is said; in the order in which they are written. */
function narrow(keys: readonly LooseKey[]): LooseKey[] {
  const ofHosts = keys.filter(({ owner }) => owner.isOfUnknownHost === true);
  const open = keys.filter(({ key }) => key.isGuess);
  return [...(ofHosts.length > 0 ? ofHosts : open)].sort(
    (a, b) =>
      compareNames(a.key.file, b.key.file) ||
      (a.key.line ?? 0) - (b.key.line ?? 0) ||
      compareNames(a.owner.name, b.owner.name),
  );
}

function questionOf(id: string, keys: readonly LooseKey[], hosts: readonly string[]): Question {
  const isOfHosts = keys.some(({ owner }) => owner.isOfUnknownHost === true);
  const [first] = keys;
  const isSure = first !== undefined && (isOfHosts || keys.length === 1);
  const [host = ""] = hosts;
  const whose = hosts.length === 1 ? host : `${host} and ${hosts.length - 1} more`;
  return {
    id: `host-key:${id}`,
    text: `Which key do ${whose} decrypt with, of those that no host is called by?`,
    because:
      "Their files are encrypted to no key of their own, and they look for one in a file: it is a key that they share.",
    answers: [
      ...keys.map(({ owner }) => ({
        value: owner.name,
        text: `That of ${owner.name}, which lies on each of them.`,
      })),
      { value: none, text: "None of these: they decrypt nothing yet." },
    ],
    proposed: isSure ? first.owner.name : none,
  };
}

/** Takes a key from whom it was, and gives it to hosts. */
function give(
  owners: readonly AssignedOwner[],
  { owner, key }: LooseKey,
  hosts: readonly string[],
): readonly AssignedOwner[] {
  const because = `it is called ${quote(owner.name)}, and lies on ${hosts.length} hosts that have no other`;
  const others = owners.flatMap((one) => {
    if (one.kind !== owner.kind || one.name !== owner.name) return [one];
    const keys = one.keys.filter(({ recipient }) => recipient !== key.recipient);
    return keys.length === 0 ? [] : [{ ...one, keys }];
  });
  const given = hosts.map(
    (name): AssignedOwner => ({
      kind: "host",
      name,
      isKnown: true,
      keys: [{ ...key, keyName: null, because, isGuess: true }],
    }),
  );
  return [...others, ...given];
}
