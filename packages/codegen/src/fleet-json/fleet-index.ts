import type { Digest } from "../emitter.ts";
import type { CommonEntries } from "./common-entries.ts";
import type { FleetJsonText } from "./fleet-json.ts";
import { renderEntry, renderSection } from "./json-text.ts";

/** The name of the file that tells Nix where each host stands in a large `fleet.json`. */
export const fleetIndexPath = "fleet.index.json";

/** With more hosts than this, a `fleet.json` gets an index beside it. */
export const indexThreshold = 50;

/**
 * Renders the index of a `fleet.json`. With it, Nix can cut one host out of the text and parse nothing
 * else; it holds lengths instead of offsets, so that a change to one host changes one entry of it. By the
 * digest of what it cut out, Nix can tell an edit that was made by hand.
 */
export function renderIndex(
  { data, generated, homes, sources, version }: CommonEntries,
  { hosts, start, size }: FleetJsonText,
  digest: Digest,
): string {
  const spans = hosts.map(({ id, length, platform, text }) => {
    const span = { digest: `sha256-${digest(text())}`, length, platform };
    return [id, span] as const;
  });
  const entries = [
    `${data}${generated}`,
    homes,
    renderSection("hosts", new Map(spans)),
    renderEntry("size", size),
    sources,
    renderEntry("start", start),
    version,
  ];
  return `{\n${entries.join(",\n")}\n}\n`;
}
