import { createPathTest, parsePattern, patternProblem } from "@fleet/secrets/internal";
import type { FoundSops } from "../keys/sops-sources.ts";
import type { PathDraft } from "./path-drafts.ts";
import { createTarget } from "./sops-view.ts";

/** So many files in one folder with the same readers are told by one path. */
const several = 4;

/**
 * Paths for encrypted files that no rule of sops is about, with the readers that their headers have: each by its
 * name, and many in one folder that are alike by one path, if that is about nothing else.
 */
export function draftUnruled(
  files: readonly string[],
  { encrypted, others, shared }: Pick<FoundSops, "encrypted" | "others" | "shared">,
): PathDraft[] {
  const targets = new Map(
    files.map((path) => {
      const own = shared?.get(path);
      const groups = own?.groups ?? [encrypted.get(path) ?? []];
      return [path, createTarget(groups, own?.threshold)];
    }),
  );
  const alike = Map.groupBy(files, (path) => `${folderOf(path)}\0${targets.get(path)?.key}`);
  return [...alike.values()].flatMap((paths) => {
    const [first = ""] = paths;
    const open = `${folderOf(first)}*`;
    const target = targets.get(first);
    if (target === undefined || target.groups.length === 0) return [];
    if (paths.length >= several && patternProblem(open) === undefined && folderOf(first) !== "") {
      const own = new Set(paths);
      const isOpen = createPathTest(parsePattern(open));
      const isMore = [...encrypted.keys(), ...others].some(
        (path) => isOpen(path) && !own.has(path),
      );
      if (!isMore) return [{ path: open, target, source: undefined }];
    }
    return paths.filter(isNameable).map((path) => ({ path, target, source: undefined }));
  });
}

function isNameable(path: string): boolean {
  return patternProblem(path) === undefined && !/[*{}]/.test(path);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}
