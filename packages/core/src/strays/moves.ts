import { shellWord } from "@fleet/diagnostics";
import type { Fleet } from "../parse/fleet.ts";
import type { Stray } from "./stray-files.ts";
import { createTemplateMatch } from "./template-match.ts";

/** What is known of files. */
export interface KnownFiles {
  readonly files: ReadonlySet<string>;
  /** Undefined where there is no repository. */
  readonly tracked: ReadonlySet<string> | undefined;
}

/** A command for a shell that moves every file of an owner to where another name has it; "" where none moves. */
export function renderMoves(
  fleet: Fleet,
  { stray, to }: { readonly stray: Stray; readonly to: string },
  known: KnownFiles,
): string {
  const moves = new Map<string, string>();
  const all = [...stray.files, ...listSecrets(fleet, stray, known.files)];
  for (const file of all) {
    const [from, target] = moveOf(file, stray.id, to);
    // Into a folder that is there, each file goes by itself.
    const isThere = [...known.files].some((path) => path.startsWith(`${target}/`));
    if (isThere) moves.set(file, `${target}${file.slice(from.length)}`);
    else moves.set(from, target);
  }
  const commands = [...moves].map(([from, target]) => {
    const isTracked = [...(known.tracked ?? [])].some(
      (path) => path === from || path.startsWith(`${from}/`),
    );
    return `${isTracked ? "git mv" : "mv"} -- ${shellWord(from)} ${shellWord(target)}`;
  });
  return commands.join(" && ");
}

/** A command that deletes files. */
export function renderRemoval(files: readonly string[], { tracked }: KnownFiles): string {
  const [inGit, others] = [true, false].map((isTracked) =>
    files.filter((file) => (tracked?.has(file) === true) === isTracked),
  );
  const words = (list: readonly string[] = []) => list.map((file) => shellWord(file)).join(" ");
  const commands = [
    ...((inGit ?? []).length === 0 ? [] : [`git rm --quiet -- ${words(inGit)}`]),
    ...((others ?? []).length === 0 ? [] : [`rm -- ${words(others)}`]),
  ];
  return commands.join(" && ");
}

/** A path as far as the name in it, and the same with another name; or the whole file, where its name has it. */
function moveOf(file: string, id: string, to: string): [from: string, to: string] {
  const segments = file.split("/");
  const index = segments.findLastIndex((segment) => segment === id || segment.startsWith(`${id}.`));
  const head = segments.slice(0, index);
  const name = segments[index] ?? "";
  const from = [...head, name].join("/");
  return [from, [...head, `${to}${name.slice(id.length)}`].join("/")];
}

/** The secret files of somebody or something, by the rules that have a name in braces. */
function listSecrets(
  { secrets }: Fleet,
  { kind, id }: Stray,
  files: ReadonlySet<string>,
): string[] {
  if (secrets === undefined || (kind !== "user" && kind !== "host")) return [];
  const own = kind === "host" ? secrets.hostFile : secrets.userFile;
  const templates = [own, ...secrets.files.map(({ path }) => path)];
  const matches = templates
    .filter((template) => template.includes(`{${kind}}`) && !template.includes("*"))
    .map(createTemplateMatch);
  return [...files].filter((file) => matches.some((match) => match(file)?.get(kind) === id)).sort();
}
