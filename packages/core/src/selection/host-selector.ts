import type { Platform } from "../declaration/declaration.ts";
import type { Host } from "../parse/fleet.ts";

/**
 * Some hosts of the fleet: the id of one, `tag:server` for all that have the tag, or `platform:nixos` for
 * all of a platform.
 */
export type HostSelector<H extends string = string> = string extends H ? string : SelectorOf<H>;

/** The selectors of a fleet whose hosts are known: a type of its own, so that a message names it. */
type SelectorOf<H extends string> = H | `tag:${string}` | `platform:${Platform}`;

/** What a selector says; undefined where it is of no form. */
export type ParsedSelector =
  | { readonly kind: "host" | "tag"; readonly id: string }
  | { readonly kind: "platform"; readonly id: Platform };

const platforms = ["nixos", "darwin", "linux"] as const;

/** Reads a selector. Whether its host or tag is declared is not its matter. */
export function parseHostSelector(text: string): ParsedSelector | undefined {
  const colon = text.indexOf(":");
  if (colon < 0) return { kind: "host", id: text };
  const kind = text.slice(0, colon);
  const id = text.slice(colon + 1);
  if (kind === "tag" && id !== "") return { kind, id };
  const platform = platforms.find((one) => one === id);
  return kind === "platform" && platform !== undefined ? { kind, id: platform } : undefined;
}

/** What of a host selectors look at. */
type SelectedHost = Pick<Host, "id" | "tags" | "platform">;

/** The place in the list of the first selector that selects a host; undefined where none does. */
export function findSelector(selectors: readonly string[], host: SelectedHost): number | undefined {
  const [first] = findSelectors(selectors, host);
  return first;
}

/** The places in the list of all selectors that select a host, in order. */
export function findSelectors(selectors: readonly string[], host: SelectedHost): readonly number[] {
  if (selectors.length < leastIndexed) {
    return selectors.flatMap((text, index) => (selects(text, host) ? [index] : []));
  }
  const { byId, others } = indexSelectors(selectors);
  const found = others.filter(({ text }) => selects(text, host)).map(({ index }) => index);
  return [...(byId.get(host.id) ?? []), ...found].sort((a, b) => a - b);
}

// Of a short list, looking at each is no longer than asking an index.
const leastIndexed = 8;

/** Selectors with their places in the list: those that are ids, and the others in order. */
interface IndexedSelectors {
  readonly byId: ReadonlyMap<string, readonly number[]>;
  readonly others: readonly { readonly text: string; readonly index: number }[];
}

// A list may name thousands of hosts, and each of them asks it.
const indexed = new WeakMap<readonly string[], IndexedSelectors>();

function indexSelectors(selectors: readonly string[]): IndexedSelectors {
  const known = indexed.get(selectors);
  if (known !== undefined) return known;
  const byId = new Map<string, number[]>();
  const others: { text: string; index: number }[] = [];
  for (const [index, text] of selectors.entries()) {
    const known = byId.get(text);
    if (text.includes(":")) others.push({ text, index });
    else if (known === undefined) byId.set(text, [index]);
    else known.push(index);
  }
  const found = { byId, others };
  indexed.set(selectors, found);
  return found;
}

/** Whether a host is among the selected; of a list that is not there all are. */
export function isSelected(selectors: readonly string[] | undefined, host: SelectedHost): boolean {
  return selectors === undefined || findSelector(selectors, host) !== undefined;
}

/** The hosts that a selector selects, in their order. */
export function selectHosts(hosts: ReadonlyMap<string, Host>, text: string): readonly Host[] {
  const own = hosts.get(text);
  if (own !== undefined) return [own];
  const known = selected.get(hosts) ?? new Map<string, readonly Host[]>();
  selected.set(hosts, known);
  const found = known.get(text) ?? [...hosts.values()].filter((host) => selects(text, host));
  known.set(text, found);
  return found;
}

// Every key of every person may select hosts, and a large fleet has thousands of both.
const selected = new WeakMap<ReadonlyMap<string, Host>, Map<string, readonly Host[]>>();

function selects(text: string, host: SelectedHost): boolean {
  // Most selectors are ids, and a large fleet asks for every host.
  if (text === host.id) return true;
  const selector = parseHostSelector(text);
  if (selector?.kind === "tag") return host.tags.includes(selector.id);
  return selector?.kind === "platform" && host.platform === selector.id;
}
