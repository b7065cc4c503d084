import {
  comparePatterns,
  createPathTest,
  isLiteral,
  type PathPattern,
  parsePattern,
  patternProblem,
} from "../rules/path-pattern.ts";
import { pickSopsRule, type SopsConfig, type SopsRule } from "../sops-yaml/sops-config.ts";
import { listOpenPaths } from "./open-paths.ts";

/** The files of a repository, as paths from the root. */
export interface AdoptionFiles {
  /** Those that are encrypted. */
  readonly encrypted: readonly string[];
  /** All others that a rule could be about, and that would then have to be encrypted. */
  readonly others: readonly string[];
}

/** The paths that a declaration would have for the files of a rule. */
export interface AdoptedPaths {
  readonly rule: SopsRule;
  /** The encrypted files that sops takes it for, in order. */
  readonly files: readonly string[];
  readonly paths: readonly string[];
  /** Open paths that would come near to the rule, but are not among the `paths`. */
  readonly withheld: readonly string[];
  /** A file that the withheld paths are about, although it is not encrypted, or sops has no rule for it. */
  readonly bystander: string | undefined;
  /** Files that no path of a declaration can name. */
  readonly undeclarable: readonly string[];
}

/** Whether a path of a declaration can name a file. */
function isDeclarable(file: string): boolean {
  return patternProblem(file) === undefined && !/[*{}]/.test(file);
}

/**
 * Finds paths for the rules of a config so that each file goes to the rule that sops takes for it: open ones
 * where there are some that are about no other file, and the names of files for the rest.
 */
export function adoptPaths(
  config: SopsConfig,
  { encrypted, others }: AdoptionFiles,
): AdoptedPaths[] {
  const taken = new Set<string>();
  const ownerOf = (file: string) => {
    const pick = pickSopsRule(config, file);
    return pick.kind === "rule" ? pick.rule : undefined;
  };
  const bystanders = [...others, ...encrypted.filter((file) => ownerOf(file) === undefined)];
  const opened = config.rules.map((rule) => {
    const files = encrypted.filter((file) => ownerOf(file) === rule);
    const near = listOpenPaths(rule) ?? [];
    // A declaration is about the files that are secret, never about all.
    const open = near.includes("**") ? [] : near;
    const tests = open.map((path) => createPathTest(parsePattern(path)));
    const bystander = bystanders.find((file) => tests.some((matches) => matches(file)));
    const isOpen = files.length > 0 && bystander === undefined;
    const paths = isOpen ? open.filter((path) => !taken.has(path) && isOfUse(path, files)) : [];
    for (const path of paths) taken.add(path);
    return { rule, files, bystander, paths, withheld: isOpen ? [] : open };
  });
  const find = createAdoptedFinder(opened);
  return opened.map((one) => {
    const strays = one.files.filter((file) => find(file) !== one.rule);
    const undeclarable = strays.filter((file) => !isDeclarable(file));
    return { ...one, paths: [...one.paths, ...strays.filter(isDeclarable)], undeclarable };
  });
}

/** Whether a path stands for files that are there, or for several that may be. */
function isOfUse(path: string, files: readonly string[]): boolean {
  const pattern = parsePattern(path);
  return files.some(createPathTest(pattern)) || !isLiteral(pattern);
}

/** Finds the rule of sops that a path would go to, if these paths were declared for each. */
export function createAdoptedFinder(
  adopted: readonly Pick<AdoptedPaths, "rule" | "paths">[],
): (path: string) => SopsRule | undefined {
  const literal = new Map<string, SopsRule>();
  const open: { readonly pattern: PathPattern; readonly rule: SopsRule }[] = [];
  for (const { rule, paths } of adopted) {
    for (const path of paths) {
      const pattern = parsePattern(path);
      if (isLiteral(pattern)) literal.set(path, literal.get(path) ?? rule);
      else open.push({ pattern, rule });
    }
  }
  open.sort((a, b) => comparePatterns(a.pattern, b.pattern));
  const tests = open.map(({ pattern, rule }) => ({ matches: createPathTest(pattern), rule }));
  return (path) => literal.get(path) ?? tests.find(({ matches }) => matches(path))?.rule;
}
