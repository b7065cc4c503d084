import { compareNames, type Diagnostic, quote, shellWord } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import { updateClanKeys } from "./clan-cures.ts";
import { isOfKind } from "./clan-layout.ts";
import { type ClanLink, type ClanTree, nameOf } from "./clan-tree.ts";

/** Links that lead to nobody, or to somebody else than they say; those with the same fault together. */
export function* linksLeadSomewhere(tree: ClanTree): Iterable<Diagnostic> {
  const links = [...tree.secrets.values(), ...tree.groups.values()].flat();
  const faults = new Map<string, { readonly fault: Fault; readonly paths: string[] }>();
  for (const link of links) {
    const fault = findFault(link, tree);
    if (fault === undefined) continue;
    const known = faults.get(fault.what) ?? { fault, paths: [] };
    known.paths.push(link.path);
    faults.set(fault.what, known);
  }
  for (const { fault, paths } of faults.values()) {
    const [file = "", ...others] = paths.sort(compareNames);
    const rest = others.length === 0 ? "" : ` So do ${others.length} more links.`;
    const message = `The link ${quote(file)} ${fault.what}.${rest}`;
    const help = fault.isGone ? cureGone(paths) : cureOdd(file);
    yield secretsCodes.create("clan-layout", message, { file, help });
  }
}

interface Fault {
  readonly what: string;
  /** Whether it leads to somebody who was there once, as far as can be seen. */
  readonly isGone: boolean;
}

function findFault({ kind, name, target, isThere }: ClanLink, tree: ClanTree): Fault | undefined {
  if (target === undefined) {
    return { what: "leads out of the fleet's folder, and was not followed", isGone: false };
  }
  const to = quote(target);
  if (!isThere) return { what: `leads to ${to}, which is not there`, isGone: true };
  const { members, groups } = tree;
  const isKnown = kind === "groups" ? groups.has(target) : members.has(target);
  if (!isKnown || !isOfKind(target, kind)) {
    const what = `leads to ${to}, which is none of the ${kind} of clan`;
    return { what, isGone: false };
  }
  if (nameOf(target) === name) return undefined;
  return { what: `is not named like ${to}, to whose keys clan encrypts by it`, isGone: false };
}

/** clan takes such links out of secrets, but not out of groups (`cleanup_dangling_symlinks`). */
function cureGone(paths: readonly string[]): string {
  const inGroups = paths.filter((path) => /(?:^|\/)sops\/groups\/[^/]+\/[^/]+\/[^/]+$/.test(path));
  if (inGroups.length === 0) return `Run ${updateClanKeys}, which takes it out.`;
  const named = inGroups.slice(0, 5).map(shellWord).join(" ");
  const more = inGroups.length > 5 ? " with each of them" : "";
  return `Take it out of the group, \`git rm -- ${named}\`${more}, and run ${updateClanKeys}.`;
}

function cureOdd(file: string): string {
  return `Find out who made it, \`git log -- ${shellWord(file)}\`, take it out, and run ${updateClanKeys}.`;
}
