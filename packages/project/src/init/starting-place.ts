import { type Diagnostic, describeThrown, quote, shellPath } from "@fleet/diagnostics";
import { join, resolve } from "pathe";
import { createProblem } from "../codes.ts";
import { decodeText } from "../disk/bytes.ts";
import { findRepository, gitFolder } from "../disk/git-folder.ts";
import type { World } from "../world/world.ts";
import { flakeText } from "./flake-text.ts";

/** The folder in which a fleet is to begin. */
export interface StartingPlace {
  /** Absolute; it need not be there. */
  readonly root: string;
  /** The repository that it is in; undefined where there is none. */
  readonly repository: string | undefined;
  /** Whether a `flake.nix` is there that is not the one of a fleet that begins. */
  readonly hasOwnFlake: boolean;
}

/** Finds the folder, and says what keeps a fleet from beginning in it. */
export function findStartingPlace(
  world: World,
  folder: string,
): { readonly place: StartingPlace; readonly problems: readonly Diagnostic[] } {
  const { disk } = world;
  const root = resolve(world.folder, folder);
  const nowhere = { root, repository: undefined, hasOwnFlake: false };
  try {
    const kind = disk.follow(root)?.kind;
    const repository = findRepository(disk, root);
    if (kind === undefined) return { place: { ...nowhere, repository }, problems: [] };
    if (kind !== "folder") {
      const message = `${quote(folder)} is not a folder.`;
      return {
        place: nowhere,
        problems: [createProblem("in-the-way", message, { help: elsewhere })],
      };
    }
    const names = disk.list(root).map(({ name }) => name);
    if (["HEAD", "objects", "refs"].every((name) => names.includes(name))) {
      const message = `${quote(folder)} is where git keeps a repository itself, not a folder to work in.`;
      return {
        place: nowhere,
        problems: [createProblem("in-the-way", message, { help: elsewhere })],
      };
    }
    const flake = names.includes("flake.nix") ? join(root, "flake.nix") : undefined;
    const hasOwnFlake =
      flake !== undefined &&
      (disk.follow(flake)?.kind !== "file" || decodeText(disk.read(flake)) !== flakeText);
    return {
      place: { root, repository, hasOwnFlake },
      problems: [
        ...describeFleet({ root, repository, names }),
        ...describeMerge(world, repository),
      ],
    };
  } catch (error) {
    const message = `The folder ${quote(folder)} cannot be opened: ${describeThrown(error)}`;
    return {
      place: nowhere,
      problems: [createProblem("in-the-way", message, { help: elsewhere })],
    };
  }
}

const elsewhere = "Name another folder: fleet init FOLDER";

interface BegunFleet {
  readonly root: string;
  readonly repository: string | undefined;
  readonly names: readonly string[];
}

function describeFleet({ root, repository, names }: BegunFleet): Diagnostic[] {
  const config = names.find((name) => /^fleet\.config\.(?:m?[tj]s|json|ya?ml)$/.test(name));
  if (config === undefined) return [];
  const message = `${quote(join(root, config))} is there: a fleet has begun in this folder, and nothing is ever written over it.`;
  // The declaration is the last file that is written by hand or by `init`, and `fleet.json` follows from it.
  const isWhole = names.includes("fleet.json") && repository !== undefined;
  const begin = repository === undefined ? "git init && " : "";
  const help = isWhole
    ? `To see what it is: fleet check --root ${shellPath(root)}`
    : `Where the run that began it was ended, complete it: cd ${shellPath(root)} && ${begin}git add . && fleet generate && git add .`;
  return [createProblem("fleet-begun", message, { help })];
}

/** What git keeps while it waits for somebody to finish. */
const unfinished: readonly (readonly [file: string, what: string])[] = [
  ["MERGE_HEAD", "merge"],
  ["rebase-merge", "rebase"],
  ["rebase-apply", "rebase"],
  ["CHERRY_PICK_HEAD", "cherry-pick"],
  ["REVERT_HEAD", "revert"],
];

function describeMerge({ disk }: World, repository: string | undefined): Diagnostic[] {
  if (repository === undefined) return [];
  const folder = gitFolder(disk, repository);
  const [, what] =
    unfinished.find(([file]) => disk.inspect(join(folder, file)) !== undefined) ?? [];
  if (what === undefined) return [];
  const message = `The repository ${quote(repository)} is in the middle of a ${what}.`;
  const help = `Finish it, or give it up with git ${what} --abort; then run fleet init again.`;
  return [createProblem("unfinished-merge", message, { help })];
}
