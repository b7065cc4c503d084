import {
  comparePatterns,
  createPathTest,
  isLiteral,
  type PathPattern,
  parsePattern,
} from "@fleet/secrets/internal";

/** Finds which of several paths of a declaration counts for a file, as fleet's own order of rules has it. */
export function createPathFinder<T extends { readonly path: string }>(
  drafts: readonly T[],
): (path: string) => T | undefined {
  const literal = new Map<string, T>();
  const open: { readonly pattern: PathPattern; readonly draft: T }[] = [];
  for (const draft of drafts) {
    const pattern = parsePattern(draft.path);
    if (!isLiteral(pattern)) open.push({ pattern, draft });
    else if (!literal.has(draft.path)) literal.set(draft.path, draft);
  }
  open.sort((a, b) => comparePatterns(a.pattern, b.pattern));
  const tests = open.map(({ pattern, draft }) => ({ matches: createPathTest(pattern), draft }));
  return (path) => literal.get(path) ?? tests.find(({ matches }) => matches(path))?.draft;
}
