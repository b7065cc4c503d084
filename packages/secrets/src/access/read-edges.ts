import {
  type AccessEdge,
  type AccessEdges,
  type AccessNode,
  type EdgeBundle,
  splitNode,
  untie,
} from "@fleet/core/access";
import { compareNames } from "@fleet/diagnostics";
import { nameReader } from "../keys/recipient-name.ts";
import type { FileRule } from "../rules/file-rule.ts";
import { createRuleFinder } from "../rules/file-rule.ts";
import type { Secrets } from "../rules/resolve-secrets.ts";
import { asNode } from "./reader-node.ts";

/**
 * Who reads which file by its rule, with a key of their own, and whose private key whoever reads a file finds
 * in it. A file that is not among the paths is found by its own name alone.
 */
export function listReadEdges({ rules }: Secrets, paths: Iterable<string>): AccessEdges {
  const { find } = createRuleFinder(rules);
  const isHolding = rules.some(({ holdsKeyOf }) => holdsKeyOf.length > 0);
  const known = [...new Set(paths)].sort(compareNames);
  const index = createIndex(known, find);
  const about = (path: string, list: (path: string, rule: FileRule) => Iterable<AccessEdge>) => {
    const rule = find(path);
    return rule === undefined ? [] : [...list(path, rule)];
  };
  const heldIn = (node: AccessNode) => {
    const { kind, name } = splitNode(node);
    return kind === "file" && isHolding ? about(name, listHeld) : [];
  };
  const readBy = (node: AccessNode) =>
    splitNode(node).kind === "file" ? [] : (index().reads.get(node) ?? []);
  return {
    into: (node) => {
      const { kind, name } = splitNode(node);
      if (kind === "file") return about(name, listReaders);
      return isHolding ? (index().holders.get(node) ?? []) : [];
    },
    from: (node) => [...heldIn(node), ...readBy(node).flatMap(untie)],
    loose: heldIn,
    bundles: readBy,
    *all() {
      for (const path of known) {
        yield* about(path, listReaders);
        yield* about(path, listHeld);
      }
    },
  };
}

interface Index {
  /** What each reader reads: by one rule each, with its files. */
  readonly reads: ReadonlyMap<string, readonly EdgeBundle[]>;
  /** By whose key it is, what is found in files. */
  readonly holders: ReadonlyMap<string, readonly AccessEdge[]>;
}

/** The files by rules and readers, looked through when it is first asked: who can read one file needs none of it. */
function createIndex(
  paths: readonly string[],
  find: (path: string) => FileRule | undefined,
): () => Index {
  let known: Index | undefined;
  return () => {
    known ??= indexPaths(paths, find);
    return known;
  };
}

function indexPaths(paths: readonly string[], find: (path: string) => FileRule | undefined): Index {
  const byRule = Map.groupBy(paths, find);
  const reads = new Map<string, EdgeBundle[]>();
  const held: AccessEdge[] = [];
  for (const [rule, files] of byRule) {
    const [first = ""] = files;
    if (rule === undefined) continue;
    const targets = files.map(fileNode);
    for (const edge of listReaders(first, rule)) {
      const own = reads.get(edge.from);
      if (own === undefined) reads.set(edge.from, [{ edge, targets }]);
      else own.push({ edge, targets });
    }
    held.push(...files.flatMap((path) => [...listHeld(path, rule)]));
  }
  return { reads, holders: Map.groupBy(held, ({ to }) => to) };
}

/** Who reads a file with a key of their own. */
function* listReaders(path: string, rule: FileRule): Iterable<AccessEdge> {
  for (const [reader, { expressions, groups }] of gatherReaders(rule)) {
    const needed = Math.min(rule.threshold ?? rule.groups.length, rule.groups.length);
    const names = [...expressions].sort(compareNames).map(nameReader).join(", ");
    yield {
      from: asNode(reader),
      needs: "hold",
      verb: "read",
      to: fileNode(path),
      reason: explainReading(rule, names),
      ...originOf(rule),
      ...(groups.size < needed
        ? { unknown: `${needed} of ${rule.groups.length} key groups are needed together` }
        : {}),
    };
  }
}

function explainReading({ template, origin, owner }: FileRule, names: string): string {
  // The names are clan's links, in which the path stands.
  if (owner === "clan") return `reads it by ${names}`;
  const who = names === "" ? "" : ` as one of ${names}`;
  return `reads ${template}${who}${origin === undefined ? ", by a default rule" : ""}`;
}

interface Gathered {
  readonly expressions: Set<string>;
  /** The key groups in which a key of the reader stands. */
  readonly groups: Set<number>;
}

function gatherReaders(rule: FileRule): Map<string, Gathered> {
  const readers = new Map<string, Gathered>();
  for (const [index, group] of rule.groups.entries()) {
    for (const { reader, sharedWith = [], expressions } of group) {
      for (const holder of [reader, ...sharedWith]) {
        const known = readers.get(holder) ?? { expressions: new Set(), groups: new Set() };
        readers.set(holder, known);
        known.groups.add(index);
        for (const expression of expressions) known.expressions.add(expression);
      }
    }
  }
  return readers;
}

/** Whose private keys lie in a file. */
function* listHeld(path: string, rule: FileRule): Iterable<AccessEdge> {
  for (const owner of rule.holdsKeyOf) {
    const { origin, path: at } = originOf(rule);
    yield {
      from: fileNode(path),
      verb: "hold",
      to: asNode(owner),
      reason: `finds the private key of ${owner} in it`,
      origin,
      path: at === undefined || rule.owner === "clan" ? at : [...at, "holdsKeyOf"],
    };
  }
}

function originOf({ origin }: FileRule): Pick<AccessEdge, "origin" | "path"> {
  return origin === undefined
    ? { origin: "built-in", path: undefined }
    : { origin: "rule", path: origin };
}

function fileNode(path: string): AccessNode {
  return `file:${path}`;
}
