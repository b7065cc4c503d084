import { type FleetIds, readFleetIds, readFormerUids } from "./fleet-ids.ts";
import { findFleetRoot, type RootSearch } from "./fleet-root.ts";

const load = process.getBuiltinModule;

/**
 * Prints the ids of a kind, one a line, behind a tab what each is: what completions call for. Reads
 * `fleet.json`, its index and `fleet.lock.json` and nothing else. Where there is none, or it is damaged,
 * or the kind is not known, prints nothing. It starts without the rest of the command, to be as fast as
 * Node, and so without a `World`.
 */
export async function printIds(args: readonly string[]): Promise<void> {
  const [kind = "", option, root] = args;
  try {
    if (kind === "codes") {
      writeAll((await import("./code-ids.ts")).listCodes());
      return;
    }
    const place = { from: process.cwd(), asked: option === "--root" ? root : undefined };
    const ids =
      kind === "revisions"
        ? (await import("./git-revisions.ts")).listRevisions(place.from).filter(isOffered)
        : listIds(kind, place);
    writeAll(ids.map(([id, what]) => `${id}\t${what}\n`).join(""));
  } catch {
    // Whoever presses the tab key gets no ids, and no word about it.
  }
}

/** An id as it is written on a command line, and what it is: "" where that is plain. */
export type ListedId = readonly [id: string, what: string];

/**
 * The ids of a kind, in the order of the file; without those that a command or shell would take for
 * something else, such as options and `~ada`, and those that would break a line.
 */
export function listIds(kind: string, place: RootSearch): readonly ListedId[] {
  const root = findFleetRoot(place);
  if (root === undefined) return [];
  if (kind === "former-uids") return listFormerUids(root);
  if (kind === "uid-hosts") return listUidHosts(root);
  const fleet = readFleetIds(root, ofAccounts.has(kind));
  if (fleet === undefined) return [];
  const ids =
    kind === "secret-files"
      ? listSecretFiles(fleet, { root, from: place.from })
      : choose(kind, fleet);
  return ids.filter(isOffered);
}

function isOffered([id, what]: ListedId): boolean {
  return !/^[-~]|^$/.test(id) && !hostile.test(`${id}${what}`);
}

/** The kinds of which accounts tell the ids. */
const ofAccounts: ReadonlySet<string> = new Set([
  "accounts",
  "users",
  "profiles",
  "tags",
  "secret-owners",
]);

/** What would break a line, or lead an eye astray: the same that reports escape (`terminal-text.ts`). */
const hostile = /[\p{Cc}\p{Cs}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u;

function choose(
  kind: string,
  { hosts, tags, accounts, homes, readers }: FleetIds,
): readonly ListedId[] {
  const named = readers.map((reader) => {
    const colon = reader.indexOf(":");
    return [reader.slice(colon + 1), reader.slice(0, colon)] as const;
  });
  switch (kind) {
    case "hosts":
      return hosts.map(({ id, platform }) => [id, platform]);
    case "homes":
      return homes.map((id) => [id, ""]);
    case "deploy-targets":
      return [
        ...hosts.map(({ id, platform }) => [id, platform] as const),
        ...homes.map((id) => [id, "home"] as const),
        ...tags.map((tag) => [`tag:${tag}`, "all hosts that have it"] as const),
      ];
    case "accounts":
      return accounts.map(({ user, host, profile }) => [`${user}@${host}`, profile]);
    case "users":
      return distinct(listUsers({ accounts, readers }));
    case "tags":
      return tags.map((tag) => [tag, ""]);
    case "secret-owners":
      return [
        ...hosts.map(({ id, platform }) => [`host:${id}`, platform] as const),
        ...distinct(listUsers({ accounts, readers }).map((user) => `user:${user}`)),
      ];
    case "profiles":
      return distinct(accounts.map(({ profile }) => profile));
    case "operators":
      return named.flatMap(([id, what]) => (what === "operator" ? [[id, ""]] : []));
    case "readers":
      return named;
    default:
      return [];
  }
}

/** Those with an account, and those who read secrets. */
function listUsers({
  accounts,
  readers,
}: Pick<FleetIds, "accounts" | "readers">): readonly string[] {
  const reading = readers.flatMap((reader) =>
    reader.startsWith("user:") ? [reader.slice("user:".length)] : [],
  );
  return [...accounts.map(({ user }) => user), ...reading];
}

function distinct(names: readonly string[]): readonly ListedId[] {
  return [...new Set(names)]
    .filter((name) => name !== "")
    .sort()
    .map((name) => [name, ""]);
}

/** Paths from the folder of whoever asks; for a pattern, the folder that all its files are in. */
function listSecretFiles(
  { files }: FleetIds,
  { root, from }: { readonly root: string; readonly from: string },
): readonly ListedId[] {
  const { join, relative } = load("node:path");
  const paths = files.flatMap((file) => {
    const fixed = /[*?[{]/.test(file) ? file.replace(/[^/]*[*?[{].*$/s, "") : file;
    if (fixed === "") return [];
    const path = `${relative(from, join(root, fixed))}${fixed.endsWith("/") ? "/" : ""}`;
    return [/^[-~]/.test(path) ? `./${path}` : path];
  });
  return [...new Set(paths)].map((path) => [path, ""]);
}

function listFormerUids(root: string): readonly ListedId[] {
  return readFormerUids(root)
    .map(([place, user]) => {
      const slash = place.indexOf("/");
      const what = slash === -1 ? user : `${user}, with --host ${place.slice(0, slash)}`;
      return [place.slice(slash + 1), what] as const;
    })
    .filter(([uid, what]) => /^\d+$/.test(uid) && !hostile.test(what));
}

/** The hosts on which somebody had a uid that counts on them alone. */
function listUidHosts(root: string): readonly ListedId[] {
  const hosts = readFormerUids(root).flatMap(([place]) => {
    const slash = place.indexOf("/");
    return slash === -1 ? [] : [place.slice(0, slash)];
  });
  const ids = [...new Set(hosts)].filter((id) => !/^[-~]|^$/.test(id) && !hostile.test(id));
  return ids.map((id) => [id, ""]);
}

function writeAll(text: string): void {
  const { writeSync } = load("node:fs");
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at);
}
