import { compareNames } from "@fleet/diagnostics";
import type { Project, World } from "@fleet/project";
import { encodeText, runGit } from "@fleet/project/internal";
import { createSecretFileReader, readSecretKeys } from "@fleet/secrets";
import { readSecrets } from "@fleet/sops";
import { findLent, type LentKey } from "./lent-keys.ts";

/** The names of values in one secret file that somebody can read, or could. */
export interface ReadableValues {
  readonly path: string;
  /** As sops-nix names them, nested ones joined by "/", in order; "" for a file that is one value. */
  readonly names: readonly string[];
  /** Whether the file as it is now can be read; else only what git has of it could. */
  readonly isNow: boolean;
  /** By whose key, where none of their own opens it. Default: by one of their own. */
  readonly lent?: LentKey;
}

/** What somebody can read, and the keys of others that they get at and that files are encrypted to. */
export interface ReadableSecrets {
  readonly values: readonly ReadableValues[];
  /** In order. */
  readonly keys: readonly LentKey[];
}

/** More commits of one file than these are not looked at. */
const mostCommits = 500;

/**
 * The names of all values that a reader (`user:ada`, `host:mini`) can read in secret files, or could in any commit of
 * the branch: by the headers of the files and never by a key. So are those of files that are open to them now by the
 * key of another, such as of a host on which they are root. Values of files that another tool owns, and files that are
 * gone, are not looked at.
 */
export async function listReadable(
  project: Project,
  reader: `${"user" | "host"}:${string}`,
): Promise<ReadableSecrets> {
  const read = readSecrets(project);
  if (!read.ok) return { values: [], keys: [] };
  const { status, secrets, config } = read.value;
  const keysOf = (who: string) =>
    new Set(secrets.keyring.recipients.get(who)?.map(({ id }) => id) ?? []);
  const at = { world: project.world, root: config.root, own: keysOf(reader) };
  const all = await findLent(project, reader);
  const values: ReadableValues[] = [];
  for (const { file, rule } of status.files) {
    if (file.header === undefined || rule?.owner !== undefined) continue;
    const { path } = file;
    const bytes = project.world.disk.read(`${config.root}/${path}`);
    const own = namesFor(at, path, bytes);
    const lent = own === undefined ? all.files.get(path) : undefined;
    const now = lent === undefined ? own : namesFor({ own: keysOf(lent.of) }, path, bytes);
    const past = at.own.size === 0 ? [] : await namesInHistory(at, path);
    const names = [...new Set([...(now ?? []), ...past])].sort(compareNames);
    if (now === undefined && names.length === 0) continue;
    const found = { path, names, isNow: now !== undefined };
    values.push(lent === undefined || now === undefined ? found : { ...found, lent });
  }
  return {
    values: values.sort((a, b) => compareNames(a.path, b.path)),
    keys: all.keys.filter(({ of }) => keysOf(of).size > 0),
  };
}

interface Looked {
  readonly world: World;
  readonly root: string;
  /** The ids of the reader's recipients. */
  readonly own: ReadonlySet<string>;
}

/** The names in one state of a file, where the reader is among its recipients. */
function namesFor(
  { own }: Pick<Looked, "own">,
  path: string,
  bytes: Uint8Array,
): readonly string[] | undefined {
  const { header } = createSecretFileReader()({ path, bytes });
  const isReader = header?.groups.some((group) => group.some(({ id }) => own.has(id))) === true;
  return isReader ? [...(readSecretKeys({ path, bytes })?.keys() ?? [])] : undefined;
}

async function namesInHistory(at: Looked, path: string): Promise<readonly string[]> {
  const { world, root } = at;
  const list = ["rev-list", `--max-count=${mostCommits}`, "HEAD", "--", `:(literal)${path}`];
  const commits = await runGit(world, root, list);
  if (!commits.ok) return [];
  const names = new Set<string>();
  const seen = new Set<string>();
  for (const commit of commits.output.split("\n").filter((line) => line !== "")) {
    const blob = await runGit(world, root, ["cat-file", "blob", `${commit}:./${path}`]);
    if (!blob.ok || seen.has(blob.output)) continue;
    seen.add(blob.output);
    for (const name of namesFor(at, path, encodeText(blob.output)) ?? []) names.add(name);
  }
  return [...names];
}
