import { type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import type { DeclaredContext } from "../checks/check.ts";
import { badValue, checkRelativePath } from "../checks/values/bad-value.ts";
import { coreCodes } from "../codes.ts";
import type { Fleet, User, UserSshKey } from "../parse/fleet.ts";
import { isGap } from "../parse/gaps.ts";
import { differingPlacements } from "../parse/placements.ts";
import { selectHosts } from "../selection/host-selector.ts";
import { hostSelectorFits } from "../selection/selector-checks.ts";
import { authorizedKeyProblem, keyOptionsProblem, parseAuthorizedKey } from "./authorized-key.ts";
import type { KeyFault } from "./key-options.ts";
import { listPlacedKeys } from "./placed-keys.ts";

/** Keys that stand in the declaration are lines that sshd takes; those from elsewhere are named well. */
export function* sshKeysArePublic({ fleet }: DeclaredContext): Iterable<Diagnostic> {
  for (const { key, path } of listKeys(fleet)) yield* sshKeyFits(key, path);
  for (const { key, path } of listServiceKeys(fleet)) yield* sshKeyFits(key, path);
}

/** An SSH key that stands at a path is one that sshd takes, or comes from a file of the fleet's or a variable. */
export function* sshKeyFits(key: UserSshKey, path: Path): Iterable<Diagnostic> {
  if ("key" in key) yield* judgeLine(key.key, placeOfLine(key, path));
  else if ("file" in key) yield* checkRelativePath(key.file, [...path, "file"]);
  else {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(key.env)) {
      yield badValue("variable", [...path, "env"], {
        message: `${quote(key.env)} is no name of an environment variable.`,
        help: 'Write one such as "SSH_KEY_KEITH".',
      });
    }
    if (key.options !== undefined) yield* judgeOptions(key.options, [...path, "options"]);
  }
}

interface OwnKey {
  readonly user: User;
  readonly key: UserSshKey;
  readonly path: Path;
}

/** The keys of users, then those that placements have instead. */
function* listKeys({ users, hosts }: Fleet): Iterable<OwnKey> {
  for (const [id, user] of users) {
    for (const [index, key] of user.sshKeys.entries()) {
      yield { user, key, path: ["users", id, "sshKeys", index] };
    }
  }
  for (const { user: id, key, path } of listPlacedKeys(differingPlacements(hosts))) {
    const user = users.get(id);
    if (user !== undefined) yield { user, key, path };
  }
}

function* listServiceKeys({ serviceAccounts }: Fleet): Iterable<Omit<OwnKey, "user">> {
  for (const [id, { sshKeys }] of serviceAccounts) {
    for (const [index, key] of sshKeys.entries()) {
      yield { key, path: ["serviceAccounts", id, "sshKeys", index] };
    }
  }
}

/** A line that is for all hosts stands in the list itself. */
function placeOfLine({ hosts }: UserSshKey, path: Path): Path {
  return hosts === undefined ? path : [...path, "key"];
}

function* judgeLine(line: string, path: Path): Iterable<Diagnostic> {
  const fault = authorizedKeyProblem(line);
  if (fault === undefined) return;
  const { problem, help = "Write the whole line of the .pub file: ssh-ed25519 AAAA… comment." } =
    fault;
  yield badValue("ssh-key", path, { message: `This is no public SSH key. ${problem}`, help });
}

function* judgeOptions(text: string, path: Path): Iterable<Diagnostic> {
  const fault: KeyFault | undefined = keyOptionsProblem(text);
  if (fault === undefined) return;
  const { problem, help = 'Write them as sshd takes them: restrict,command="…".' } = fault;
  yield badValue("ssh-key", path, {
    message: `These are no options of an SSH key. ${problem}`,
    help,
  });
}

/** Whoever has a key of some hosts has an account on one of them. */
export function* sshKeyHostsFit({ fleet, names }: DeclaredContext): Iterable<Diagnostic> {
  for (const { user, key, path } of listKeys(fleet)) {
    if (key.hosts === undefined) continue;
    for (const [index, text] of key.hosts.entries()) {
      const place = [...path, "hosts", index];
      const found = [...hostSelectorFits({ fleet, names }, text, place)];
      yield* found;
      if (found.length > 0 || !isWithoutAccount(fleet, text, user.id)) continue;
      const message = `${quote(text)} selects no host on which ${quote(user.id)} has an account, and so no key is there.`;
      const help = "Take it out, or give them an account there.";
      yield coreCodes.create("selects-no-host", message, { path: place, help });
    }
    if (key.hosts.length > 0) continue;
    yield coreCodes.create("selects-no-host", "The key is of no host: the list is empty.", {
      path: [...path, "hosts"],
      help: "Name the hosts that are meant, or take the key out.",
    });
  }
}

/** Whether hosts are selected, and somebody has an account on none of them. */
function isWithoutAccount({ hosts, gaps, strayUsers }: Fleet, text: string, user: string): boolean {
  // Where they have one cannot be told then.
  if (isGap(gaps, ["hosts"]) || isGap(gaps, ["users"]) || strayUsers.has(user)) return false;
  const selected = selectHosts(hosts, text);
  return selected.length > 0 && selected.every(({ placements }) => !placements.has(user));
}

const aboutSecurityKeys = /^(no-)?(touch|verify)-required$/;

/** Options that sshd takes and that say nothing of the key that they stand before. */
export function* sshKeyOptionsMatter({ fleet }: DeclaredContext): Iterable<Diagnostic> {
  for (const { key, path } of [...listKeys(fleet), ...listServiceKeys(fleet)]) {
    const parsed = "key" in key ? parseAuthorizedKey(key.key) : undefined;
    if (parsed?.ok !== true) continue;
    const { key: own, options } = parsed.value;
    const place = placeOfLine(key, path);
    if (options.principals !== undefined && !options.isAuthority) {
      const why = "is about certificates, and the key signs none without cert-authority";
      yield idleOption("principals", why, place);
    }
    const ofHardware = options.names.find((name) => aboutSecurityKeys.test(name));
    if (ofHardware !== undefined && !own.type.startsWith("sk-") && !options.isAuthority) {
      yield idleOption(
        ofHardware,
        `is about keys of the types sk-…, and this is ${own.type}`,
        place,
      );
    }
  }
}

function idleOption(name: string, why: string, path: Path): Diagnostic {
  return coreCodes.create("idle-ssh-option", `The option ${quote(name)} does nothing: it ${why}.`, {
    path,
    help: "Take it out, or write the key that it is meant for.",
  });
}

/** No line of a user's makes another one of theirs idle, and nobody else logs in with their key. */
export function* sshKeysStandOnce({ fleet }: DeclaredContext): Iterable<Diagnostic> {
  for (const [id, { sshKeys }] of fleet.users) {
    if (sshKeys.length < 2) continue;
    const seen = new Map<string, NamedKey[]>();
    for (const [index, key] of sshKeys.entries()) {
      const named = nameKey(key);
      const earlier = seen.get(named.name) ?? [];
      const first = earlier.find((one) => comesFirst(one, named));
      seen.set(named.name, [...earlier, { ...named, index }]);
      if (first === undefined) continue;
      const isOther = first.conditions !== named.conditions || first.rest !== named.rest;
      const more = isOther
        ? ": sshd takes the first line that fits, and never comes to this one"
        : "";
      yield coreCodes.create(
        "repeated-item",
        `This ${isOther ? "key " : ""}stands in the list already, at [${first.index}]${more}.`,
        {
          path: ["users", id, "sshKeys", index],
          help: "Delete one of the two, or write what was meant here.",
        },
      );
    }
  }
}

interface NamedKey {
  /** The same for one key, whatever its options and comment. */
  readonly name: string;
  /** When it is good for anything, by address and time; empty for always. */
  readonly conditions: string;
  readonly rest: string;
  readonly hosts: string;
  readonly index?: number;
}

function comesFirst(first: NamedKey, { hosts, conditions }: NamedKey): boolean {
  const areSameHosts = first.hosts === "" || first.hosts === hosts;
  return areSameHosts && (first.conditions === "" || first.conditions === conditions);
}

/** Nobody else logs in with a person's SSH key. */
export function* sshKeysAreOnesOwn({ fleet }: DeclaredContext): Iterable<Diagnostic> {
  const owners = new Map<string, string>();
  for (const { user, key, path } of listKeys(fleet)) {
    const { name } = nameKey(key);
    // Whoever signs for several people need not be one of them.
    if (name.startsWith("cert-authority ")) continue;
    const other = owners.get(name) ?? user.id;
    owners.set(name, other);
    if (other === user.id) continue;
    const message = `${quote(other)} and ${quote(user.id)} have the same SSH key: whoever holds it logs in as both.`;
    const help =
      "Give each a key of their own. Where this is one person with two logins, declare one user, and `username` on the hosts where it is another.";
    yield coreCodes.create("ssh-key-of-two", message, { path, help });
  }
  yield* serviceKeysAreTheirOwn(fleet, owners);
}

/** No two service accounts have one key, but where it is a person's, who logs in as both on purpose. */
function* serviceKeysAreTheirOwn(
  { serviceAccounts }: Fleet,
  people: ReadonlyMap<string, string>,
): Iterable<Diagnostic> {
  const owners = new Map<string, string>();
  for (const [id, { sshKeys }] of serviceAccounts) {
    for (const [index, key] of sshKeys.entries()) {
      const { name } = nameKey(key);
      if (name.startsWith("cert-authority ") || people.has(name)) continue;
      const other = owners.get(name) ?? id;
      owners.set(name, other);
      if (other === id) continue;
      const message = `The service accounts ${quote(other)} and ${quote(id)} have the same SSH key: whoever holds it logs in as both.`;
      const help = "Give each a key of its own: `ssh-keygen -t ed25519`.";
      const path = ["serviceAccounts", id, "sshKeys", index];
      yield coreCodes.create("ssh-key-of-two", message, { path, help });
    }
  }
}

/** A key without options and comment, or where it comes from. */
function nameKey(key: UserSshKey): NamedKey {
  const hosts = key.hosts === undefined ? "" : JSON.stringify(key.hosts);
  if (!("key" in key)) {
    const source = "file" in key ? { file: key.file } : { env: key.env };
    const rest = "env" in key ? (key.options ?? "") : "";
    return { name: JSON.stringify(source), conditions: "", rest, hosts };
  }
  const parsed = parseAuthorizedKey(key.key);
  if (!parsed.ok) return { name: key.key, conditions: "", rest: "", hosts };
  const { options, key: own } = parsed.value;
  const conditions = [options.from, options.expires].filter((one) => one !== undefined);
  return {
    name: `${options.isAuthority ? "cert-authority " : ""}${own.line}`,
    conditions: conditions.length === 0 ? "" : JSON.stringify([options.from, options.expires]),
    rest: JSON.stringify(options),
    hosts,
  };
}
