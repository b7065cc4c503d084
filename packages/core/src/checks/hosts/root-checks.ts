import { type Diagnostic, nearestName, type Path, quote, suggestName } from "@fleet/diagnostics";
import { coreCodes } from "../../codes.ts";
import type { SshKeySource } from "../../declaration/people/ssh-key-declaration.ts";
import { parseRootKey } from "../../keys/root-key.ts";
import { sshKeyFits } from "../../keys/ssh-key-checks.ts";
import { isGap } from "../../parse/gaps.ts";
import type { RootGrant } from "../../parse/root-grant.ts";
import { isGranted, rankSudo } from "../../resolve/root-grants.ts";
import { selectHosts } from "../../selection/host-selector.ts";
import { hostSelectorFits } from "../../selection/selector-checks.ts";
import type { DeclaredContext } from "../check.ts";
import { badValue } from "../values/bad-value.ts";

/** Each entry of `root` is about some host whose system fleet makes, and says something. */
export function* rootEntriesCount({ fleet, names }: DeclaredContext): Iterable<Diagnostic> {
  const hosts = [...fleet.hosts.values()];
  const isSure = !isGap(fleet.gaps, ["hosts"]);
  for (const [index, grant] of fleet.root.entries()) {
    const path = ["root", index];
    if (saysNothing(grant)) yield emptyEntry(path, "It says nothing of how one becomes root.");
    if (grant.hosts?.length === 0) yield emptyEntry([...path, "hosts"], "It is about no host.");
    for (const [position, text] of (grant.hosts ?? []).entries()) {
      const place = [...path, "hosts", position];
      yield* hostSelectorFits({ fleet, names }, text, place);
      const selected = selectHosts(fleet.hosts, text);
      if (isSure && selected.length > 0 && selected.every(({ platform }) => platform === "linux")) {
        yield offSystem(`${quote(text)} selects no host whose system fleet makes.`, place);
      }
    }
    if (grant.hosts !== undefined || !isSure || hosts.some((host) => isGranted(grant, host)))
      continue;
    yield offSystem("There is no NixOS host, and without `hosts` no other is meant.", path);
  }
}

function saysNothing(grant: RootGrant): boolean {
  const { sshKeys, trustedByNix, sudoNeedsPassword, password } = grant;
  const isSaid = (sudoNeedsPassword ?? password) !== undefined;
  return sshKeys.length === 0 && trustedByNix.length === 0 && !isSaid;
}

function emptyEntry(path: Path, message: string): Diagnostic {
  const help =
    "Take the entry out, or write what it is for: `sshKeys`, `trustedByNix`, `sudoNeedsPassword`, `password`.";
  return coreCodes.create("empty-root-entry", message, { path, help });
}

function offSystem(message: string, path: Path): Diagnostic {
  const help = 'Select NixOS hosts or Macs, such as hosts: ["platform:darwin"], or take it out.';
  return coreCodes.create("root-off-system", message, { path, help });
}

/** Entries that select a host alike say the same of sudo there. */
export function* sudoIsSaidOnce({ fleet }: DeclaredContext): Iterable<Diagnostic> {
  const told = new Set<number>();
  for (const host of fleet.hosts.values()) {
    const [first, ...others] = rankSudo(fleet, host);
    for (const { index, rank, value } of others) {
      if (rank !== first?.rank || value === first.value || told.has(index)) continue;
      told.add(index);
      yield coreCodes.create(
        "sudo-said-twice",
        `root[${first.index}] says of ${quote(host.id)} that sudo ${first.value ? "asks" : "does not ask"} for a password, and this says otherwise.`,
        {
          path: ["root", index, "sudoNeedsPassword"],
          help: "Take one of the two out, or let one of them select its hosts more particularly: by id, or by a tag.",
        },
      );
    }
  }
}

/** Whoever may log in as root is known, or is a public key. */
export function* rootKeysFit({ fleet, names }: DeclaredContext): Iterable<Diagnostic> {
  for (const [index, { sshKeys }] of fleet.root.entries()) {
    for (const [position, declared] of sshKeys.entries()) {
      yield* rootKeyFits(names, declared, ["root", index, "sshKeys", position]);
    }
  }
}

function* rootKeyFits(
  names: DeclaredContext["names"],
  declared: SshKeySource,
  path: Path,
): Iterable<Diagnostic> {
  const { users, hosts, serviceAccounts } = names;
  const parsed = parseRootKey(declared);
  if (parsed.kind === "user") {
    if (!users.has(parsed.id)) yield unknown("user", parsed.id, { path, known: users });
  } else if (parsed.kind === "service") {
    if (serviceAccounts.has(parsed.id)) return;
    const message = `The service account ${quote(parsed.id)} is not declared.`;
    const help = suggestName(parsed.id, [...serviceAccounts], "service account");
    yield badValue("root-key", path, { message, help });
  } else if (parsed.kind === "key") {
    const { key } = parsed;
    if ("key" in key && !/(?:^|[ \t])(?:ssh|ecdsa|sk)-|PRIVATE KEY/.test(key.key)) {
      yield noKey(key.key, names, path);
    } else yield* sshKeyFits(key, path);
  } else if (parsed.host !== undefined && !hosts.has(parsed.host)) {
    yield unknown("host", parsed.host, { path, known: hosts });
  }
}

function unknown(
  what: "user" | "host",
  id: string,
  { path, known }: { readonly path: Path; readonly known: ReadonlySet<string> },
): Diagnostic {
  return coreCodes.create(`unknown-${what}`, `The ${what} ${quote(id)} is not declared.`, {
    path,
    help: suggestName(id, [...known], what),
  });
}

const forms =
  "Write user:ID, service:ID, admins, users, admins@HOST, users@HOST, or a key as in a user's `sshKeys`.";

function noKey(text: string, names: DeclaredContext["names"], path: Path): Diagnostic {
  const message = `${quote(text)} is neither a public SSH key nor says whose keys are meant.`;
  const meant = findMeant(text.trim(), names);
  const help = meant === undefined ? forms : `Write ${quote(meant)}, if that is meant. ${forms}`;
  return badValue("root-key", path, { message, help });
}

/** Whose keys a text is likely meant to say; of one person's never those of more. */
function findMeant(
  text: string,
  { users, serviceAccounts }: DeclaredContext["names"],
): string | undefined {
  if (users.has(text)) return `user:${text}`;
  if (serviceAccounts.has(text)) return `service:${text}`;
  const [, kind = "", id = ""] = /^([^:]*):\s*(.*)$/.exec(text) ?? [];
  if (kind === "") return nearestName(text, ["admins", "users"]);
  const meant = nearestName(kind.toLowerCase(), ["user", "service"]);
  const known = meant === "user" ? users : serviceAccounts;
  const nearest = known.has(id) ? id : nearestName(id, [...known]);
  return meant === undefined || nearest === undefined ? undefined : `${meant}:${nearest}`;
}
