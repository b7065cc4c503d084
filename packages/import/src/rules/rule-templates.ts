import type { SecretFileDeclaration } from "@fleet/core/internal";
import { isLiteral, parsePattern, samplePaths } from "@fleet/secrets/internal";
import type { KnownReaders } from "./known-readers.ts";
import { type RuleEntry, writeEntries } from "./rule-entries.ts";
import { createTarget, type SopsView } from "./sops-view.ts";

/** What stands for one rule for each host or user. */
interface Template {
  readonly kind: "host" | "user";
  readonly rule: SecretFileDeclaration;
  readonly entries: Map<string, RuleEntry>;
}

/**
 * Makes one rule of those that differ in nothing but the name of a host or user, where it gives all others of
 * them, too, just what sops gives them.
 */
export function foldTemplates(
  entries: readonly RuleEntry[],
  known: KnownReaders,
  view: SopsView,
): RuleEntry[] {
  const literal = new Map(entries.map((entry) => [entry.rule.path, entry]));
  const fits = [...findTemplates(entries, known).values()]
    .filter((template) => template.entries.size > 1)
    .sort((a, b) => b.entries.size - a.entries.size);
  const replaced = new Map<RuleEntry, Template>();
  const excepted = new Map<Template, readonly RuleEntry[]>();
  const paths = new Set<string>();
  for (const template of fits) {
    const own = [...template.entries.values()];
    if (paths.has(template.rule.path) || own.some((entry) => replaced.has(entry))) continue;
    const exceptions = findExceptions(template, { known, view, literal });
    if (exceptions === undefined) continue;
    excepted.set(template, exceptions);
    paths.add(template.rule.path);
    for (const entry of own) replaced.set(entry, template);
  }
  const written = new Set<Template>();
  return entries.flatMap((entry) => {
    const template = replaced.get(entry);
    if (template === undefined) return [entry];
    if (written.has(template)) return [];
    written.add(template);
    return [{ ...entry, rule: template.rule }, ...(excepted.get(template) ?? [])];
  });
}

function findTemplates(
  entries: readonly RuleEntry[],
  { fleet }: KnownReaders,
): Map<string, Template> {
  const found = new Map<string, Template>();
  for (const entry of entries) {
    const { rule } = entry;
    if (rule.groups !== undefined || /[{}]/.test(rule.path)) continue;
    for (const reader of rule.readers ?? []) {
      const [, kind, id = ""] = /^(host|user):([^/]+)$/.exec(reader) ?? [];
      const isKnown = (kind === "host" ? fleet.hosts : fleet.users).has(id);
      if ((kind !== "host" && kind !== "user") || !isKnown) continue;
      const path = replaceName(rule.path, id, `{${kind}}`);
      if (path === rule.path) continue;
      const readers = (rule.readers ?? []).map((one) =>
        one === reader ? `${kind}:{${kind}}` : one,
      );
      const made = { ...rule, path, readers };
      const key = JSON.stringify(made);
      const template: Template = found.get(key) ?? { kind, rule: made, entries: new Map() };
      found.set(key, template);
      if (!template.entries.has(id)) template.entries.set(id, entry);
    }
  }
  return found;
}

/** Puts a placeholder in place of a name that stands by itself in a path. */
function replaceName(path: string, name: string, placeholder: string): string {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return path.replaceAll(new RegExp(`(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])`, "g"), placeholder);
}

interface Fitting {
  readonly known: KnownReaders;
  readonly view: SopsView;
  readonly literal: ReadonlyMap<string, RuleEntry>;
}

/**
 * What would have to be said of single paths so that a template says nothing new of those of whom no rule is, and
 * nothing is lost of their own; undefined where that is more than the template spares, or cannot be said.
 */
function findExceptions(
  { kind, rule, entries }: Template,
  { known, view, literal }: Fitting,
): readonly RuleEntry[] | undefined {
  const { fleet, keyring } = known;
  const [[first, example] = []] = entries;
  if (first === undefined || example === undefined) return undefined;
  const idsOf = (id: string) =>
    (keyring.recipients.get(`${kind}:${id}`) ?? []).map((key) => key.id);
  const own = new Set(idsOf(first));
  const common = example.target.groups.flat().filter((id) => !own.has(id));
  const exceptions: RuleEntry[] = [];
  for (const id of (kind === "host" ? fleet.hosts : fleet.users).keys()) {
    const path = rule.path.replaceAll(`{${kind}}`, id);
    // What is said of one path outranks what is said by a placeholder.
    if (entries.has(id) || literal.has(path)) continue;
    const { key } = createTarget([[...common, ...idsOf(id)]], undefined, example.target.cryptRule);
    const pattern = parsePattern(path);
    if (samplePaths(pattern).every((one) => view(one)?.target.key === key)) continue;
    const picked = isLiteral(pattern) ? view(path) : undefined;
    if (picked === undefined || exceptions.length * 2 >= entries.size - 2) return undefined;
    exceptions.push(...writeEntries([{ path, target: picked.target, source: picked }], known));
  }
  return exceptions;
}
