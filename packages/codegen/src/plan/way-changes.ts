import { type AccessEdges, type AccessWay, whoCan } from "@fleet/core/access";
import { type Comparison, pairUp } from "./facts/comparison.ts";
import type { DraftChange } from "./planned-change.ts";

/**
 * Who becomes root where, and no longer, by the graph of access: what follows from several things together,
 * such as from a secret that holds a key. `told` is what is said already, which explains most of it.
 */
export function* compareWays(
  comparison: Comparison,
  told: readonly DraftChange[],
): Iterable<DraftChange> {
  const { before, after, renames } = comparison;
  if (before.access === undefined || after.access === undefined) return;
  const known = new Set(
    told.flatMap(({ host, who, root }) =>
      root === undefined ? [] : (who ?? "").split(", ").map((one) => `${root} ${one} ${host}`),
    ),
  );
  for (const pair of pairUp(before.hosts, after.hosts, renames.hosts)) {
    const { beforeId, afterId } = pair;
    // Of a host that comes or goes, all is new or gone.
    if (beforeId === undefined || afterId === undefined) continue;
    const old = findRoots(before.access, beforeId, (name) => renameSubject(comparison, name));
    const now = findRoots(after.access, afterId, (name) => name);
    for (const who of new Set([...old.keys(), ...now.keys()])) {
      const [was, is] = [old.get(who), now.get(who)];
      const root = compareAbilities(was, is);
      if (root === undefined || known.has(`${root} ${who} ${afterId}`)) continue;
      const way = root === "gained" ? is : was;
      yield {
        kind: root === "gained" ? "root-gained" : "root-lost",
        host: afterId,
        who,
        root,
        before: was?.can ?? "no",
        after: is?.can ?? "no",
        why: way === undefined ? [] : tellReasons(way),
      };
    }
  }
}

function findRoots(
  graph: AccessEdges,
  host: string,
  rename: (name: string) => string,
): ReadonlyMap<string, AccessWay> {
  const ways = whoCan(graph, { verb: "root", target: `host:${host}` });
  // What runs on a host is nobody: whoever reaches it is named.
  const subjects = ways.filter(({ who }) => !who.startsWith("unit:"));
  return new Map(subjects.map((way) => [rename(way.who), way]));
}

function renameSubject({ renames }: Comparison, name: string): string {
  const end = name.indexOf(":");
  const [kind, id] = [name.slice(0, end), name.slice(end + 1)];
  const renamed = kind === "user" ? renames.users : kind === "host" ? renames.hosts : undefined;
  return `${kind}:${renamed?.get(id) ?? id}`;
}

const ranks = { no: 0, unknown: 1, yes: 2 } as const;

/** What cannot be told is more than a "no", and less than a "yes". */
function compareAbilities(
  before: AccessWay | undefined,
  after: AccessWay | undefined,
): "gained" | "lost" | undefined {
  const difference = ranks[after?.can ?? "no"] - ranks[before?.can ?? "no"];
  return difference === 0 ? undefined : difference > 0 ? "gained" : "lost";
}

/** The reasons of its steps, but that an account is on its host, which is a matter of course. */
function tellReasons({ steps }: AccessWay): string[] {
  const told = steps.filter(({ from, verb }) => !(verb === "login" && from.startsWith("account:")));
  return (told.length === 0 ? steps : told).map(({ reason, unknown }) =>
    unknown === undefined ? reason : `${reason} (unknown: ${unknown})`,
  );
}
