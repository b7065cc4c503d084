import type { FleetDeclaration } from "@fleet/core";
import { type Fleet, parseFleet, type ResolvedFleet, resolveFleet } from "@fleet/core";
import { compareNames } from "@fleet/diagnostics";
import { type Keyring, resolveSecrets } from "@fleet/secrets";
import { parseReader, resolveReader } from "@fleet/secrets/internal";

/** Whom readers of a declaration stand for. */
export interface KnownReaders {
  readonly fleet: Fleet;
  readonly resolved: ResolvedFleet;
  readonly keyring: Keyring;
  /** Readers that stand for several, the shortest for each set first; all whom they stand for have keys. */
  readonly sets: readonly ReaderSet[];
  /** The ids of the keys of all operators. */
  readonly operatorIds: ReadonlySet<string>;
}

/** A reader that stands for several. */
interface ReaderSet {
  readonly text: string;
  readonly ids: ReadonlySet<string>;
}

/** What is declared so far of people, machines and operators; undefined where it is no fleet. */
export function readKnownReaders(declaration: FleetDeclaration): KnownReaders | undefined {
  const { secrets: _secrets, ...others } = declaration;
  const fleet = parseFleet(others).value;
  if (fleet === undefined) return undefined;
  const surroundings = { files: new Set<string>(), tracked: undefined, contents: new Map() };
  const resolved = resolveFleet(fleet, surroundings).value;
  const { keyring } = resolveSecrets(fleet, resolved).value;
  const operators = [...fleet.operators.keys()].map((id) => `operator:${id}`);
  const operatorIds = new Set(operators.flatMap((reader) => idsOf(reader, keyring)));
  return { fleet, resolved, keyring, sets: listSets({ fleet, resolved, keyring }), operatorIds };
}

function idsOf(reader: string, { recipients }: Keyring): string[] {
  return (recipients.get(reader) ?? []).map(({ id }) => id);
}

/** In the order in which they are preferred: who is admin is told more narrowly than who is anybody. */
function listSets({
  fleet,
  resolved,
  keyring,
}: Pick<KnownReaders, "fleet" | "resolved" | "keyring">): ReaderSet[] {
  const hosts = [...fleet.hosts.values()];
  const tags = [...new Set(hosts.flatMap((host) => host.tags))].sort(compareNames);
  const platforms = [...new Set(hosts.map(({ platform }) => platform))].sort(compareNames);
  const texts = [
    "admins",
    "users",
    "hosts",
    "services",
    ...platforms.map((platform) => `platform:${platform}`),
    ...tags.map((tag) => `tag:${tag}`),
  ];
  return texts.flatMap((text) => {
    const parsed = parseReader(text);
    if (!parsed.ok) return [];
    const members = resolveReader(parsed.expression, fleet, resolved);
    const keys = members.map((member) => idsOf(member, keyring));
    // One that has no key yet would read as soon as it has one.
    const fewest = text === "users" ? fewestUsers : 2;
    if (members.length < fewest || keys.some((ids) => ids.length === 0)) return [];
    return [{ text, ids: new Set(keys.flat()) }];
  });
}

/** Two who read a file are two, though the fleet has no others yet; whoever comes next would read it as well. */
const fewestUsers = 3;
