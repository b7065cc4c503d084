import { fleetIndexPath, fleetJsonPath } from "@fleet/codegen";
import type { Diagnostic } from "@fleet/diagnostics";
import type { ConfigFile, Project } from "@fleet/project";
import { compareFiles, createProblem, type FileChange, isDrift } from "@fleet/project/internal";
import { verifyCodes } from "../codes.ts";

/** What is wrong with the generated files that Nix would read. */
export interface Staleness {
  readonly diagnostics: readonly Diagnostic[];
  /** Whether Nix has any to read. */
  readonly isReadable: boolean;
}

/**
 * Compares the generated files on disk with what the declaration comes to now. For a flake, git has
 * to track them, too.
 */
export function inspectGenerated(
  { root }: ConfigFile,
  { world, files: emit, tracked }: Project,
  { isFlake }: { readonly isFlake: boolean },
): Staleness {
  const all = emit();
  const compared = compareFiles(world, root, { files: all, isForced: false });
  const isRead = (path: string | undefined) => path === fleetJsonPath || path === fleetIndexPath;
  const files = all.filter(({ path }) => isRead(path));
  const changes = compared.value.filter(({ path }) => isRead(path));
  const diagnostics = compared.diagnostics.filter(({ file }) => isRead(file));
  const drift = changes.filter(isDrift);
  const unseen = files.filter(
    ({ path }) =>
      isFlake &&
      tracked?.has(path) === false &&
      changes.some((change) => change.path === path && change.kind !== "created"),
  );
  const blocked = diagnostics.filter(({ code }) => code !== "cli/edited-file");
  return {
    diagnostics: [
      ...blocked,
      ...drift.map((change) => describeDrift(change, diagnostics)),
      ...unseen.map(({ path }) => describeUnseen(path)),
    ],
    isReadable:
      blocked.length === 0 && unseen.length === 0 && !drift.some(({ kind }) => kind === "created"),
  };
}

function describeDrift({ path, kind }: FileChange, diagnostics: readonly Diagnostic[]): Diagnostic {
  const edit = diagnostics.find(({ file }) => file === path);
  const words = {
    created: "is not there, and Nix reads it",
    orphaned: "is not generated any more, and Nix reads it",
    unchanged: "is up to date",
    updated: "is not what the declaration comes to now, and Nix reads it",
  };
  return verifyCodes.create("stale", `${JSON.stringify(path)} ${words[kind]}.`, {
    file: path,
    help: edit?.help ?? "Run: fleet generate",
  });
}

function describeUnseen(path: string): Diagnostic {
  const message = `git does not track ${JSON.stringify(path)}, so a flake cannot see it.`;
  return createProblem("untracked-file", message, { file: path, help: `Run: git add -- ${path}` });
}
