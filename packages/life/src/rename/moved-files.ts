import { listMovedSecrets } from "@fleet/core/internal";
import { compareNames } from "@fleet/diagnostics";
import type { OpenedFleet } from "../change/opened-fleet.ts";
import { listModules } from "../change/owned-files.ts";
import type { Subject } from "../edits/mentions.ts";

/**
 * The files that get another name with a user or host, by the one that they have, in order: modules of the layout,
 * each with all that lies in a folder of that name, and secret files of rules with a name in braces.
 */
export function listMoves(
  opened: OpenedFleet,
  subject: Subject,
  to: string,
): ReadonlyMap<string, string> {
  const { declared, files } = opened.fleet;
  const moves = new Map<string, string>();
  for (const module of listModules(opened, subject)) {
    const { from, target } = splitAtName(module, subject.id, to);
    for (const file of files) {
      if (file === from) moves.set(file, target);
      else if (file.startsWith(`${from}/`)) moves.set(file, `${target}${file.slice(from.length)}`);
    }
  }
  for (const [from, target] of listMovedSecrets(declared, { ...subject, to }, files)) {
    moves.set(from, target);
  }
  const free = [...moves].filter(([, target]) => !files.has(target));
  return new Map(free.sort(([a], [b]) => compareNames(a, b)));
}

/** A path as far as the folder or file that has the name, and the same with another name. */
function splitAtName(file: string, id: string, to: string): { from: string; target: string } {
  const segments = file.split("/");
  const at = segments.findLastIndex((segment) => segment === id || segment.startsWith(`${id}.`));
  const name = segments[at];
  if (name === undefined) return { from: file, target: file };
  const head = segments.slice(0, at);
  return {
    from: [...head, name].join("/"),
    target: [...head, `${to}${name.slice(id.length)}`].join("/"),
  };
}
