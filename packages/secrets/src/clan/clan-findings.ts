import { compareNames, type Diagnostic, quote, shellWord } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import type { ClanFolder } from "../rules/clan-folder.ts";
import { createRuleFinder } from "../rules/file-rule.ts";
import { createIgnoreFinder } from "../rules/ignored-paths.ts";
import type { Secrets } from "../rules/resolve-secrets.ts";
import { type ClanLayout, isOddName } from "./clan-layout.ts";
import { linksLeadSomewhere } from "./clan-links.ts";
import { membersAreDeclared } from "./clan-member-findings.ts";
import type { ClanTree } from "./clan-tree.ts";

/** What was read of clan, and what is declared without it. */
export interface ReadClan {
  readonly tree: ClanTree;
  readonly layout: ClanLayout;
  readonly declared: Secrets;
}

/** What is wrong in clan's folders, or disagrees with the declaration; of the files themselves, nothing. */
export function* checkClan({ tree, layout, declared }: ReadClan): Iterable<Diagnostic> {
  const { clan } = declared;
  if (clan === undefined) return;
  if (tree.members.size + tree.secrets.size + tree.oddities.size === 0) {
    yield nothingThere(clan);
    return;
  }
  yield* namesAreClans(tree);
  yield* linksLeadSomewhere(tree);
  for (const { diagnostics } of layout.members.values()) yield* diagnostics;
  yield* membersAreDeclared({ tree, layout, declared });
  yield* filesHaveOneOwner(tree, declared);
}

function nothingThere({ folder, origin }: ClanFolder): Diagnostic {
  const message = `There is neither ${quote(`${folder}sops`)} nor ${quote(`${folder}vars`)} with anything of clan in it.`;
  const help =
    "Name the folder in which they lie, or take `secrets.clanFolder` out until clan has written them.";
  return secretsCodes.create("missing-file", message, { path: origin, help });
}

/** What is not laid out as clan does it, all that is so for one reason together. */
function* namesAreClans({ oddities, secrets }: ClanTree): Iterable<Diagnostic> {
  const odd = new Map(oddities);
  for (const path of secrets.keys()) {
    if (isOddName(path)) odd.set(path, "has a name that clan gives no secret, and has no readers");
  }
  for (const [why, entries] of Map.groupBy(odd, ([, reason]) => reason)) {
    const [file = "", ...others] = entries.map(([path]) => path).sort(compareNames);
    const rest =
      others.length === 0 ? "" : ` So it is with ${others.length} more in clan's folders.`;
    const message = `${quote(file)} ${why}.${rest}`;
    const help = `Find out who put it there, \`git log -- ${shellWord(file)}\`, and take it away.`;
    yield secretsCodes.create("clan-layout", message, { file, help });
  }
}

/** A file of clan has neither a rule here nor an entry by which it is passed over. */
function* filesHaveOneOwner(
  { secrets }: ClanTree,
  { rules, ignored = [], clan }: Secrets,
): Iterable<Diagnostic> {
  const paths = [...secrets.keys()].sort(compareNames);
  const { find } = createRuleFinder(rules);
  for (const [rule, own] of Map.groupBy(paths, find)) {
    if (rule === undefined) continue;
    const { template, origin = clan?.origin ?? [] } = rule;
    yield ownedByTwo(`The rule for ${quote(template)} is about`, own, {
      path: origin,
      help: "Make the rule narrower: who reads what clan keeps is said by clan alone.",
    });
  }
  for (const [entry, own] of Map.groupBy(paths, createIgnoreFinder(ignored))) {
    if (entry === undefined) continue;
    yield ownedByTwo(`${quote(entry.pattern.text)} ignores`, own, {
      path: entry.origin,
      help: "Take the entry out of `secrets.ignore`, or `secrets.clanFolder`: files that are ignored are not looked at.",
    });
  }
}

function ownedByTwo(
  what: string,
  [first, ...others]: readonly string[],
  details: Pick<Diagnostic, "path" | "help">,
): Diagnostic {
  const rest = others.length === 0 ? "" : ` and ${others.length} more`;
  const message = `${what} ${quote(first)}${rest}, which clan keeps.`;
  return secretsCodes.create("owned-by-two", message, details);
}
