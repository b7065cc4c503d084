import { type Diagnostic, quote } from "@fleet/diagnostics";
import type { Disk } from "@fleet/project";
import { listOddEntries, type OddEntry, pathInside } from "@fleet/project/internal";
import { formatOf } from "@fleet/secrets/internal";
import { createProblem } from "../codes.ts";
import { isOfOthers, type ScanRequest } from "./scan-request.ts";

/**
 * What stands where a secret file belongs and is none that could be looked at, by path. Nothing of it is
 * opened: a pipe has no end, and what a link leads to outside of the root is nobody's business here.
 */
export function findOddSecrets(disk: Disk, request: ScanRequest): Map<string, Diagnostic> {
  const found = new Map<string, Diagnostic>();
  for (const entry of listOddEntries(disk, request.root)) {
    // A folder is another tool's where what it holds is.
    if (isOfOthers(entry.path, request) || isOfOthers(`${entry.path}/any`, request)) continue;
    const finding = describeEntry(entry, disk, request);
    if (finding !== undefined) found.set(entry.path, finding);
  }
  return found;
}

function describeEntry(
  { path, kind }: OddEntry,
  disk: Disk,
  request: ScanRequest,
): Diagnostic | undefined {
  const { root, isRuled, isNamed, used } = request;
  const isWanted = isRuled(path) || used.has(path);
  const say = (why: string, severity: Diagnostic["severity"] = "error") =>
    createProblem("unreadable-file", `${quote(path)} ${why}, and was not looked at.`, {
      file: path,
      severity,
    });
  switch (kind) {
    case "folder": {
      // The rule for a folder with all that it holds is also about the folder's own path.
      const isFile = isNamed?.(path) === true || used.has(path);
      const isMeant = isFile || (isRuled(path) && formatOf(path) !== "binary");
      return isMeant ? say("is a folder") : undefined;
    }
    case "skipped-folder": {
      const inside = listWanted(path, request);
      if (inside.length === 0) return undefined;
      const files = inside.slice(0, 3).map(quote).join(", ");
      return say(`is a folder of another tool, which holds what a rule is about (${files})`);
    }
    case "closed-folder":
      return say("may not be read", isRuled(`${path}/any`) ? "error" : "warning");
    case "device":
      return isWanted ? say("is no regular file") : undefined;
    case "dead-link":
      return isWanted ? say("is a link that leads to nothing") : undefined;
    case "folder-link": {
      if (!isWanted && !reachesInto(path, request)) return undefined;
      const real = disk.resolve(`${root}/${path}`);
      if (real === root || pathInside(root, real) !== undefined)
        return say("is a link to a folder");
      const message = `${quote(path)} leads out of the fleet's folder, and was not looked at.`;
      return createProblem("file-outside-root", message, { file: path });
    }
    default:
      return kind satisfies never;
  }
}

/** Whether a rule or a secret is about files in a folder. */
function reachesInto(path: string, { isRuled, used }: ScanRequest): boolean {
  return (
    isRuled(`${path}/any`) ||
    isRuled(`${path}/any.yaml`) ||
    [...used].some((file) => file.startsWith(`${path}/`))
  );
}

/** The files in a folder that is passed over which should be looked at; those that git tracks, where it is known. */
function listWanted(path: string, request: ScanRequest): string[] {
  const { tracked, isRuled, used } = request;
  if (tracked === undefined) return reachesInto(path, request) ? [path] : [];
  const inside = [...tracked].filter((file) => file.startsWith(`${path}/`));
  return inside.filter((file) => isRuled(file) || used.has(file));
}
