import { type AccessNode, splitNode, whatCan } from "@fleet/core/access";
import { compareNames } from "@fleet/diagnostics";
import { accessGraphOf, type Project } from "@fleet/project";

/** The key of another reader that somebody gets at. */
export interface LentKey {
  /** Whose key it is, as `host:mini`. */
  readonly of: string;
  /** Whether it is certain; `unknown` such as where only the machine knows of a password. */
  readonly can: "yes" | "unknown";
}

/** What somebody gets at by other means than a key of their own, as it is declared. */
export interface Lent {
  /** The secret files, by path, each with the key that opens it. */
  readonly files: ReadonlyMap<string, LentKey>;
  /** The keys of others, such as of hosts on which they are root; in order. */
  readonly keys: readonly LentKey[];
}

/** What a reader (`user:ada`, `host:mini`) gets at that is not encrypted to a key of theirs. */
export async function findLent(
  { world, config, fleet }: Project,
  reader: AccessNode,
): Promise<Lent> {
  if (fleet === undefined || config === undefined) return { files: new Map(), keys: [] };
  const graph = await accessGraphOf(fleet, { disk: world.disk, root: config.root });
  const files = new Map<string, LentKey>();
  const keys = new Map<string, LentKey>();
  for (const { verb, target, can, steps } of whatCan(graph, reader)) {
    const of = steps.at(-1)?.from;
    const { kind, name } = splitNode(target);
    if (verb === "read" && of !== undefined && of !== reader) files.set(name, { of, can });
    // Root on a host reads its key.
    const isKey = verb === "hold" || (verb === "root" && kind === "host");
    if (isKey && target !== reader && keys.get(target)?.can !== "yes") {
      keys.set(target, { of: target, can });
    }
  }
  return { files, keys: [...keys.values()].sort((a, b) => compareNames(a.of, b.of)) };
}
