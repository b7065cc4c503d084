import { compareNames } from "@fleet/diagnostics";
import type { Project, World } from "@fleet/project";
import { encodeText, runGit } from "@fleet/project/internal";
import { createSecretFileReader, readSecretKeys } from "@fleet/secrets";
import { readSecrets } from "@fleet/sops";

/** The names of values in one secret file that somebody can read, or could. */
export interface ReadableValues {
  readonly path: string;
  /** As sops-nix names them, nested ones joined by "/", in order; "" for a file that is one value. */
  readonly names: readonly string[];
  /** Whether the file as it is now can be read; else only what git has of it could. */
  readonly isNow: boolean;
}

/** More commits of one file than these are not looked at. */
const mostCommits = 500;

/**
 * The names of all values that a reader (`user:ada`, `host:mini`) can read in secret files, or could in any commit of
 * the branch: by the headers of the files and never by a key. Values of files that another tool owns, and files
 * that are gone, are not looked at.
 */
export async function listReadableValues(
  project: Project,
  reader: string,
): Promise<readonly ReadableValues[]> {
  const read = readSecrets(project);
  if (!read.ok) return [];
  const { status, secrets, config } = read.value;
  const own = new Set(secrets.keyring.recipients.get(reader)?.map(({ id }) => id) ?? []);
  if (own.size === 0) return [];
  const at = { world: project.world, root: config.root, own };
  const found: ReadableValues[] = [];
  for (const { file, rule } of status.files) {
    if (file.header === undefined || rule?.owner !== undefined) continue;
    const { path } = file;
    const now = namesFor(at, path, project.world.disk.read(`${config.root}/${path}`));
    const names = new Set([...(now ?? []), ...(await namesInHistory(at, path))]);
    if (now === undefined && names.size === 0) continue;
    found.push({ path, names: [...names].sort(compareNames), isNow: now !== undefined });
  }
  return found.sort((a, b) => compareNames(a.path, b.path));
}

interface Looked {
  readonly world: World;
  readonly root: string;
  /** The ids of the reader's recipients. */
  readonly own: ReadonlySet<string>;
}

/** The names in one state of a file, where the reader is among its recipients. */
function namesFor({ own }: Looked, path: string, bytes: Uint8Array): readonly string[] | undefined {
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
