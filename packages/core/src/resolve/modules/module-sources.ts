import type { Cure, Diagnostic } from "@fleet/diagnostics";
import { quote, shellPath, shellWord } from "@fleet/diagnostics";
import { type Surroundings, submoduleOf } from "../surroundings.ts";

/** Where the text of a module is that does not lie where it has to. */
export interface ModuleSource {
  /** What a message says of it behind "there is no …". */
  readonly why: string;
  readonly help: string;
  /** Left out where somebody has to decide. */
  readonly cure?: Cure;
}

/**
 * Where a missing module can be had from, so that nobody writes an empty one in its place: another folder to
 * which all of its folder was moved, git's index, or the last commit. Undefined where it never was there, as
 * far as is known.
 */
export function findModuleSource(
  paths: readonly string[],
  surroundings: Surroundings,
): ModuleSource | undefined {
  const { tracked, committed } = surroundings;
  for (const file of paths) {
    const from = findElsewhere(file, surroundings);
    if (from !== undefined) return describeMove({ from, to: file }, surroundings);
  }
  for (const file of paths) {
    if (tracked?.has(file) === true) return describeRestore(file, surroundings);
  }
  const file = paths.find((path) => committed?.has(path));
  if (file === undefined) return undefined;
  const command = "git restore --source=HEAD --staged --worktree --";
  const cure = [{ command, operands: [shellWord(file)] }];
  const help = `Run: ${command} ${shellWord(file)}`;
  return { why: `, which the last commit has`, help, cure };
}

/** Whether a finding says that git has what is missing, which then is no new name for anything. */
export function isRestored({ cure = [] }: Diagnostic): boolean {
  return cure.some(({ command }) => /^(?:git (?:-C \S+ )?restore|(?:git )?mv) /.test(command));
}

function describeRestore(file: string, surroundings: Surroundings): ModuleSource {
  const submodule = submoduleOf(file, surroundings);
  const step =
    submodule === undefined
      ? { command: "git restore --", operands: [shellWord(file)] }
      : {
          command: `git -C ${shellPath(submodule.path)} restore --`,
          operands: [shellWord(file.slice(submodule.path.length + 1))],
        };
  const help = `Run: ${step.command} ${step.operands.join(" ")}`;
  return { why: ", which git has", help, cure: [step] };
}

/**
 * The one file that a missing one seems to have become: with folders above its own, or in a folder that has
 * another name and that the last commit does not know.
 */
function findElsewhere(
  file: string,
  { files, committed, tracked }: Surroundings,
): string | undefined {
  const isOld = (path: string) => committed?.has(path) === true;
  // What was committed beside the missing file is another one.
  const wasThere = isOld(file) || tracked?.has(file) === true;
  const below = [...files].filter((path) => path.endsWith(`/${file}`));
  const deeper = below.filter((path) => !(wasThere && isOld(path)));
  if (deeper.length > 0 || !wasThere) return deeper.length === 1 ? deeper[0] : undefined;
  const beside = [...files].filter((path) => {
    const folder = renamedFolder(file, path);
    if (folder === undefined || isOld(path)) return false;
    return ![...(committed ?? [])].some((one) => one.startsWith(`${folder}/`));
  });
  return beside.length === 1 ? beside[0] : undefined;
}

/** The folder that alone tells two paths from each other, as the second one has it. */
function renamedFolder(from: string, to: string): string | undefined {
  const [before, after] = [from.split("/"), to.split("/")];
  if (before.length !== after.length) return undefined;
  const changed = before.flatMap((name, index) => (name === after[index] ? [] : [index]));
  const [index] = changed;
  if (changed.length !== 1 || index === undefined || index === before.length - 1) return undefined;
  return after.slice(0, index + 1).join("/");
}

interface Move {
  readonly from: string;
  readonly to: string;
}

/** Moves all of the folder back, but for what is there already: modules that may be missing are told by nobody. */
function describeMove(move: Move, { files, tracked, committed }: Surroundings): ModuleSource {
  const folders = movedFolders(move);
  const entries = folders === undefined ? [] : listEntries(folders, files);
  const isWhole = folders !== undefined && entries.length > 0;
  const { from, to } = isWhole ? folders : move;
  const sources = isWhole ? entries : [move.from];
  const isTracked = sources.every((source) =>
    [...(tracked ?? [])].some((path) => path === source || path.startsWith(`${source}/`)),
  );
  const folder = isWhole ? to : to.slice(0, Math.max(to.lastIndexOf("/"), 0));
  const words = sources.map((source) => shellWord(source));
  const target = isWhole ? shellWord(`${to}/`) : shellWord(to);
  const make = folder === "" ? [] : [{ command: `mkdir -p ${shellPath(folder)}`, operands: [] }];
  const program = isTracked ? "git mv" : "mv";
  const step = { command: `${program} -- ${[...words, target].join(" ")}`, operands: [] };
  const line = [...make, step].map(({ command }) => command).join(" && ");
  const where = isWhole ? `${from}/` : from;
  const why = `, and there is ${quote(move.from)}`;
  if (![tracked, committed].some((known) => known?.has(move.to))) {
    const help = `If it is that one: \`${line}\`. Else create ${quote(move.to)}. The least it can hold is: { }`;
    return { why, help };
  }
  const help = `To have it where it was: \`${line}\`. If it shall stay in ${quote(where)}, declare that, in \`layout\` or as the path of the module.`;
  return { why, help, cure: [...make, step] };
}

/** The folders of which one became the other. */
function movedFolders({ from, to }: Move): Move | undefined {
  const [before, after] = [from.split("/"), to.split("/")];
  if (after.length < 2) return undefined;
  const extra = before.length - after.length;
  const index = extra > 0 ? 0 : after.findIndex((name, at) => name !== before[at]);
  const end = index + 1;
  return { from: before.slice(0, extra + end).join("/"), to: after.slice(0, end).join("/") };
}

/** What stands right in the moved folder and has nothing in its way where it is to go. */
function listEntries({ from, to }: Move, files: ReadonlySet<string>): string[] {
  const namesIn = (folder: string) => {
    const start = `${folder}/`;
    const inside = [...files].filter((path) => path.startsWith(start));
    return new Set(inside.map((path) => path.slice(start.length).split("/")[0] ?? ""));
  };
  const taken = namesIn(to);
  const names = [...namesIn(from)].filter((name) => !taken.has(name)).sort();
  return names.map((name) => `${from}/${name}`);
}
