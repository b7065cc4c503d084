import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  type Node,
  visit,
  type YAMLMap,
} from "yaml";
import type { ConfigProblem } from "../config-text-types.ts";

/**
 * Keys that come twice, in the order of the text, and, where the text has no other errors, keys that are lists
 * or objects. The parser looks for the former, too, but compares each key with each.
 */
export function findKeyProblems(
  document: Document,
  { hasErrors }: { readonly hasErrors: boolean },
): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  visit(document, {
    Map: (_, map) => {
      problems.push(...findTwins(map));
    },
    Pair: (_, { key }) => {
      const inner = isAlias(key) ? key.resolve(document) : key;
      if (!isCollection(inner)) return undefined;
      if (!hasErrors) problems.push(describeOddKey(key, inner));
      // The outermost is enough.
      return visit.SKIP;
    },
  });
  return problems.sort((a, b) => (a.offset ?? 0) - (b.offset ?? 0));
}

function findTwins({ items }: YAMLMap): ConfigProblem[] {
  const seen = new Set<unknown>();
  return items.flatMap(({ key }) => {
    const value: unknown = isScalar(key) ? key.value : key;
    if (!seen.has(value)) {
      seen.add(value);
      return [];
    }
    const help = "Keep one of the two, or rename one.";
    const message = "The same key stands above already.";
    return [{ code: "duplicate-key", ...offsetOf(key), message, help } as const];
  });
}

/** It would be read as a text that nobody wrote. */
function describeOddKey(key: unknown, inner: Node): ConfigProblem {
  const kind = isMap(inner) ? "an object" : "a list";
  return {
    code: "yaml-problem",
    ...offsetOf(key),
    message: `A key is ${kind} here, and it has to be a text.`,
    help: "Write a text for the key, in quotes; a `?` begins a key, and is hardly ever meant.",
  };
}

function offsetOf(key: unknown): { readonly offset?: number } {
  const offset = isNode(key) ? key.range?.[0] : undefined;
  return offset === undefined ? {} : { offset };
}
