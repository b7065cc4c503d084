import type { Diagnostic, Path } from "@fleet/diagnostics";
import { quote, renderCure, shellWord } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import { relativePathProblem } from "../declaration/names.ts";
import type { Fleet } from "../parse/fleet.ts";
import type { UidLedger } from "../uids/uid-ledger.ts";

/** What must be known from outside of the declaration. All paths are relative to the fleet's root, parted by "/". */
export interface Surroundings {
  /** Every file under the root that could be referred to. */
  readonly files: ReadonlySet<string>;
  /** The files that git tracks, or undefined where the root is in no git repository. A flake sees no others. */
  readonly tracked: ReadonlySet<string> | undefined;
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
  for (const key of [...fleet.users.values()].flatMap(({ sshKeys }) => sshKeys)) {
    if (typeof key !== "object" || !("file" in key)) continue;
    // A path that leads out of the root has been reported, and nobody may read what is there.
    if (relativePathProblem(key.file) === undefined) wanted.add(key.file);
  }
  return [...wanted].sort();
}

/** The finding that a flake would not see a file. */
export function untrackedFile(file: string, path: Path): Diagnostic {
  const cure = [{ command: "git add --", operands: [shellWord(file)] }];
  return coreCodes.create(
    "untracked-file",
    `git does not track ${quote(file)}, so a flake cannot see it.`,
    { path, help: `Run: ${renderCure(cure)}`, cure },
  );
}
