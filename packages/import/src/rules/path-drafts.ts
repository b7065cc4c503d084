import {
  createPathTest,
  isLiteral,
  listOpenPaths,
  parsePathRegex,
  parsePattern,
  patternProblem,
  type SopsRule,
  samplePaths,
} from "@fleet/secrets/internal";
import type { FoundSops, FoundSopsConfig } from "../keys/sops-sources.ts";
import { crossPaths } from "./crossing-paths.ts";
import { createNarrowing } from "./narrow-paths.ts";
import { createPathFinder } from "./path-finder.ts";
import { type SopsView, type Target, targetOfRule } from "./sops-view.ts";

/** A path of a declaration, and who is to read what it is about. */
export interface PathDraft {
  readonly path: string;
  readonly target: Target;
  /** The rule of sops that it comes from; undefined for a file that none is about. */
  readonly source: RuleSource | undefined;
}

/** A rule of sops. */
export interface RuleSource {
  readonly rule: SopsRule;
  readonly config: FoundSopsConfig;
}

/** The paths for all rules, and what could not be said by them. */
export interface PathDrafts {
  readonly drafts: readonly PathDraft[];
  /** Rules that had to be narrowed, and a file that is not encrypted for which they are, too. */
  readonly narrowed: readonly { readonly source: RuleSource; readonly bystander: string }[];
  /** Encrypted files whose names no path of a declaration can have, in order. */
  readonly unnameable: readonly string[];
}

interface Files {
  readonly encrypted: readonly string[];
  readonly others: readonly string[];
}

/**
 * Finds the paths by which a declaration says the same as the rules of sops: the nearest to each expression
 * that are about no file that is not encrypted, and the names of files for which these are not enough.
 */
export function draftPaths(
  configs: FoundSops["configs"],
  view: SopsView,
  { encrypted, others }: Files,
): PathDrafts {
  const narrowed: PathDrafts["narrowed"][number][] = [];
  const drafts: PathDraft[] = [];
  const taken = new Set<string>();
  const narrow = createNarrowing({ encrypted, others });
  for (const config of configs) {
    for (const rule of config.config.rules) {
      const source = { rule, config };
      const target = targetOfRule(rule);
      if (target.groups.length === 0) continue;
      const near = listOpenPaths(rule) ?? [];
      for (const open of [...near, ...listLoosePaths(near, source, { view, encrypted })]) {
        const path = config.folder === "" ? open : `${config.folder}/${open}`;
        if (patternProblem(path) !== undefined) continue;
        const about = others.find(createPathTest(parsePattern(path)));
        if (about !== undefined) narrowed.push({ source, bystander: about });
        const paths = about === undefined ? [path] : narrow(path);
        for (const one of paths) {
          if (taken.has(one) || !isOfTarget(one, target, { view, encrypted })) continue;
          taken.add(one);
          drafts.push({ path: one, target, source });
        }
      }
    }
  }
  const settled = addCrossings(drafts, view, { encrypted, others });
  return addStrays(settled, { view, encrypted, narrowed });
}

/** Adds what two paths have in common where fleet's order of them is another than that of sops. */
function addCrossings(
  drafts: readonly PathDraft[],
  view: SopsView,
  { others }: Files,
): readonly PathDraft[] {
  const find = createPathFinder(drafts);
  const added = new Map<string, PathDraft>();
  for (const { sample, path } of crossPaths(drafts.map((draft) => draft.path))) {
    const picked = view(sample);
    if (path === undefined || picked === undefined || added.has(path)) continue;
    if (find(sample)?.target.key === picked.target.key || patternProblem(path) !== undefined)
      continue;
    if (others.some(createPathTest(parsePattern(path)))) continue;
    added.set(path, { path, target: picked.target, source: picked });
  }
  return [...drafts, ...added.values()];
}

/**
 * The same paths in any folder, where an expression says nothing of what stands before and files are there that it
 * matches so: `secrets.yaml` below any folder for `secrets.yaml$` and `hosts/mini/secrets.yaml`.
 */
function listLoosePaths(
  near: readonly string[],
  { rule, config }: RuleSource,
  { view, encrypted }: { readonly view: SopsView; readonly encrypted: readonly string[] },
): string[] {
  const parsed = rule.pathRegex === undefined ? undefined : parsePathRegex(rule.pathRegex);
  if (parsed === undefined || parsed.some(({ hasStart }) => hasStart)) return [];
  const start = config.folder === "" ? "" : `${config.folder}/`;
  const isNear = near.map((path) => createPathTest(parsePattern(start + path)));
  const far = encrypted.filter(
    (path) => view(path)?.rule === rule && !isNear.some((matches) => matches(path)),
  );
  return near.flatMap((path) =>
    [`**/${path}`, `**/*${path}`].filter((loose) => {
      if (path.startsWith("**") || patternProblem(start + loose) !== undefined) return false;
      return far.some(createPathTest(parsePattern(start + loose)));
    }),
  );
}

/** Whether sops takes a path for such readers at all: else an earlier rule has it all. */
function isOfTarget(
  path: string,
  { key }: Target,
  { view, encrypted }: { readonly view: SopsView; readonly encrypted: readonly string[] },
): boolean {
  const pattern = parsePattern(path);
  const isOwn = (one: string) => view(one)?.target.key === key;
  // Other rules may be about the one made-up name, and not about another.
  const samples = samplePaths(pattern).flatMap((one) => [one, one.replaceAll("any", "x-0")]);
  if (samples.some(isOwn)) return true;
  return !isLiteral(pattern) && encrypted.filter(createPathTest(pattern)).some(isOwn);
}

interface Strays {
  readonly view: SopsView;
  readonly encrypted: readonly string[];
  readonly narrowed: PathDrafts["narrowed"];
}

/** Adds the files that would have other readers by the paths so far, each by its name. */
function addStrays(
  drafts: readonly PathDraft[],
  { view, encrypted, narrowed }: Strays,
): PathDrafts {
  const find = createPathFinder(drafts);
  const unnameable: string[] = [];
  const added: PathDraft[] = [];
  for (const path of encrypted) {
    const picked = view(path);
    if (picked === undefined || find(path)?.target.key === picked.target.key) continue;
    if (patternProblem(path) !== undefined || /[*{}]/.test(path)) unnameable.push(path);
    else added.push({ path, target: picked.target, source: picked });
  }
  // Each behind what else is of its rule.
  const byRule = Map.groupBy(added, ({ source }) => source?.rule);
  const placed = drafts.flatMap((draft, index) => {
    const isLast = drafts[index + 1]?.source?.rule !== draft.source?.rule;
    const strays = isLast ? (byRule.get(draft.source?.rule) ?? []) : [];
    if (isLast) byRule.delete(draft.source?.rule);
    return [draft, ...strays];
  });
  return { drafts: [...placed, ...[...byRule.values()].flat()], narrowed, unnameable };
}
