import type { Fleet } from "@fleet/core";
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
  for (const { from, target } of secretPlaces(declared, subject, to)) {
    for (const file of files) {
      const isOf = from.endsWith("/") ? file.startsWith(from) : file === from;
      if (isOf) moves.set(file, `${target}${file.slice(from.length)}`);
    }
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

interface Place {
  /** A file, or a folder with "/" at its end. */
  readonly from: string;
  readonly target: string;
}

/** The places of secrets that have the name of the user or host in braces, with both names in its place. */
function secretPlaces({ secrets }: Fleet, { kind, id }: Subject, to: string): Place[] {
  if (secrets === undefined) return [];
  const own = kind === "host" ? secrets.hostFile : secrets.userFile;
  const standard = [`secrets/${kind}s/{${kind}}.yaml`, `secrets/${kind}s/{${kind}}/**`];
  const templates = [
    own,
    ...secrets.files.map(({ path }) => path),
    ...(secrets.defaultRules ? standard : []),
  ];
  return [...new Set(templates)].flatMap((template) => {
    const literal = template.includes("*")
      ? template.slice(0, template.lastIndexOf("/", template.indexOf("*")) + 1)
      : template;
    if (!literal.includes(`{${kind}}`)) return [];
    const fill = (name: string) => literal.replaceAll(`{${kind}}`, name);
    // Another name in braces stands for many, of which each would be a place.
    return fill(id).includes("{") ? [] : [{ from: fill(id), target: fill(to) }];
  });
}
