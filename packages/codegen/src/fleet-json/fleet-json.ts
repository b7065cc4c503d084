import type { ComputedFleet, ComputedSecrets } from "../computed-fleet.ts";
import type { CommonEntries } from "./common-entries.ts";
import { type HostSpan, renderHosts } from "./host-json.ts";
import { byteLength, renderEntry } from "./json-text.ts";
import { secretsJson } from "./secrets-json.ts";

/** The name of the file that Nix reads. */
export const fleetJsonPath = "fleet.json";

/** A rendered `fleet.json`, with what its index has to know of it. */
export interface FleetJsonText {
  readonly contents: string;
  /** The hosts in the order of the text, with the bytes that each takes. */
  readonly hosts: readonly HostSpan[];
  /** Where the first host begins, in bytes. */
  readonly start: number;
  /** How many bytes it takes in UTF-8. */
  readonly size: number;
}

const schema = "urn:fleet:schema:fleet-json:1";

/**
 * Renders `fleet.json`, the contract with Nix. Keys are sorted, the indent is two spaces, and equal input
 * gives equal bytes.
 */
export function renderFleetJson(
  computed: ComputedFleet,
  { data, generated, homes, sources, version }: CommonEntries,
): FleetJsonText {
  const { hosts, pieces } = renderHosts(computed);
  const [open, close] = hosts.length === 0 ? ["{", "}"] : ["{\n", "\n  }"];
  const before = `{\n${renderEntry("$schema", schema)},\n${data}${generated},\n${homes},\n  "hosts": ${open}`;
  const secrets = renderSecrets(computed.secrets);
  const after = `${close},\n${secrets}${sources},\n${version}\n}\n`;
  // Summed up, because the whole text is long: each of its entries but the first follows ",\n".
  const between = hosts.reduce((sum, { length }) => sum + length + ",\n".length, 0);
  const start = byteLength(before);
  return {
    // Joined once, of pieces that hosts share: a text of this size is not to be held twice.
    contents: [before, ...pieces, after].join(""),
    hosts,
    start,
    size: start + Math.max(between - ",\n".length, 0) + byteLength(after),
  };
}

function renderSecrets(secrets: ComputedSecrets | undefined): string {
  return secrets === undefined ? "" : `${renderEntry("secrets", secretsJson(secrets))},\n`;
}
