import type { Cure, Diagnostic, Path } from "@fleet/diagnostics";
import { quote, renderCure, shellPath, shellWord } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import { relativePathProblem } from "../declaration/names.ts";
import type { Fleet } from "../parse/fleet.ts";
import { differingPlacements } from "../parse/placements.ts";
import type { UidLedger } from "../uids/uid-ledger.ts";

/** A repository in a folder of another. */
export interface SubmoduleFolder {
  readonly path: string;
  /** Whether anything is in it: a clone leaves it empty. */
  readonly isThere: boolean;
}

/** How a path comes to a file through links. */
interface LinkedFile {
  /** The file itself. */
  readonly file: string;
  /** The links on the way, all of which a flake needs. */
  readonly links: readonly string[];
  /** The file or folder that the last of them leads to; empty for the root. */
  readonly target: string;
}

/** What must be known from outside of the declaration. All paths are relative to the fleet's root, parted by "/". */
export interface Surroundings {
  /** Every file under the root that could be referred to. */
  readonly files: ReadonlySet<string>;
  /** What is there by way of links: through those to folders, and as one itself. Default: nothing. */
  readonly linked?: ReadonlyMap<string, LinkedFile> | undefined;
  /** Links to files and folders that a flake cannot follow, with why, as in "leads out of …". Default: none. */
  readonly brokenLinks?: ReadonlyMap<string, string> | undefined;
  /** The folders of git's submodules, in order. Default: none. */
  readonly submodules?: readonly SubmoduleFolder[] | undefined;
  /** The files that git tracks, or undefined where the root is in no git repository. A flake sees no others. */
  readonly tracked: ReadonlySet<string> | undefined;
  /** The files of the last commit; undefined where nobody asked, as long as no module is missing. */
  readonly committed?: ReadonlySet<string> | undefined;
  /** The text of those `wantedFiles` that exist. */
  readonly contents: ReadonlyMap<string, string>;
  /** Those `wantedFiles` that exist and cannot be read, which whoever gathered them has reported. Default: none. */
  readonly unreadable?: ReadonlySet<string> | undefined;
  /** The uids that were given out before. Default: none. */
  readonly ledger?: UidLedger | undefined;
}

/** The files whose content the resolution needs, in order, each once; all are inside the root. */
export function wantedFiles(fleet: Fleet): string[] {
  const wanted = new Set<string>();
  const ofUsers = [...fleet.users.values()].flatMap(({ sshKeys }) => sshKeys);
  const ofServices = [...fleet.serviceAccounts.values()].flatMap(({ sshKeys }) => sshKeys);
  const ofRoot = fleet.root.flatMap(({ sshKeys }) => sshKeys);
  const ofHosts = [...fleet.hosts.values()].map(({ sshHostKeyFile: file }) => ({ file }));
  const placed = differingPlacements(fleet.hosts).flatMap(({ own }) => own.sshKeys ?? []);
  for (const key of [...ofUsers, ...placed, ...ofServices, ...ofRoot, ...ofHosts]) {
    if (typeof key !== "object" || !("file" in key) || key.file === undefined) continue;
    // A path that leads out of the root has been reported, and nobody may read what is there.
    if (relativePathProblem(key.file) === undefined) wanted.add(key.file);
  }
  return [...wanted].sort();
}

/** The submodule that a file lies in, the innermost; undefined where it is in none. */
export function submoduleOf(
  file: string,
  { submodules = [] }: Pick<Surroundings, "submodules">,
): SubmoduleFolder | undefined {
  return submodules.filter(({ path }) => file.startsWith(`${path}/`)).at(-1);
}

/** The finding that a flake would not see a file. */
export function untrackedFile(
  file: string,
  path: Path,
  surroundings: Pick<Surroundings, "submodules" | "linked" | "tracked">,
): Diagnostic {
  const cure = addToGit(file, surroundings);
  const through = surroundings.linked?.get(file);
  const isBehind = through !== undefined && through.file !== file;
  const [link = ""] = through?.links ?? [];
  const what = isBehind ? `, which is ${quote(through.file)} by the link ${quote(link)}` : "";
  return coreCodes.create(
    "untracked-file",
    `git does not track ${quote(file)}${what}, so a flake cannot see it.`,
    { path, help: `Run: ${renderCure(cure)}`, cure },
  );
}

/** What gives a file to git: also the links on the way to it, as git adds nothing from behind a link. */
export function addToGit(
  file: string,
  { submodules, linked, tracked }: Pick<Surroundings, "submodules" | "linked" | "tracked">,
): Cure {
  const through = linked?.get(file);
  const links = (through?.links ?? []).filter((link) => tracked?.has(link) !== true);
  const real = through?.file ?? file;
  const submodule = submoduleOf(real, { submodules });
  const isMissing = through === undefined || tracked?.has(real) !== true;
  // git adds nothing from outside of a submodule to it.
  if (submodule !== undefined && isMissing) {
    const command = `git -C ${shellPath(submodule.path)} add --`;
    return [{ command, operands: [shellWord(real.slice(submodule.path.length + 1))] }];
  }
  const targets = isMissing ? [through?.target || real] : [];
  const operands = [...new Set([...links, ...targets])].map((one) => shellWord(one));
  return [{ command: "git add --", operands }];
}
