import type { SecretFileDeclaration } from "@fleet/core/internal";
import { parseReader } from "@fleet/secrets/internal";
import type { KnownReaders } from "./known-readers.ts";
import type { PathDraft, RuleSource } from "./path-drafts.ts";
import { nameExactly, nameReaders } from "./reader-names.ts";
import type { Target } from "./sops-view.ts";

/** A rule of a declaration on its way, and what it comes from. */
export interface RuleEntry {
  readonly rule: SecretFileDeclaration;
  readonly target: Target;
  readonly source: RuleSource | undefined;
}

/** The rules for paths, by the names of those who read them. */
export function writeEntries(drafts: readonly PathDraft[], known: KnownReaders): RuleEntry[] {
  const written = new Map<string, Omit<SecretFileDeclaration, "path">>();
  return drafts.map(({ path, target, source }) => {
    const body = written.get(target.key) ?? writeBody(target, known);
    written.set(target.key, body);
    return { rule: { path, ...body }, target, source };
  });
}

function writeBody(
  { groups, threshold, cryptRule }: Target,
  known: KnownReaders,
): Omit<SecretFileDeclaration, "path"> {
  const crypt = cryptRule === undefined ? {} : { cryptRule };
  if (groups.length > 1) {
    return { groups: groups.map((group) => nameExactly(group, known)), threshold, ...crypt };
  }
  const { readers, hasOperators } = nameReaders(groups[0] ?? [], known);
  return { readers, ...(hasOperators ? {} : { operators: false }), ...crypt };
}

/** The recipients that no declaration can hold, in order. */
export function listUnusable({ groups }: Target, { keyring }: KnownReaders): string[] {
  return groups.flat().filter((id) => !keyring.owners.has(id) && !parseReader(id).ok);
}
