import type { ResolvedFleet } from "@fleet/core";
import { compareNames } from "@fleet/diagnostics";
import type { Homes, StandaloneHome } from "@fleet/profiles";
import type { Secrets, Wiring } from "@fleet/secrets";
import type { GeneratedFile } from "../generated-file.ts";
import { renderHosts } from "./host-json.ts";
import { byteLength, type Json, renderEntry, renderSection } from "./json-text.ts";

/** What a `fleet.json` is made from. */
export interface FleetJsonInput {
  readonly resolved: ResolvedFleet;
  readonly homes: Homes;
  /** Who can decrypt what; undefined where the fleet says nothing of secrets. */
  readonly secrets?: FleetSecretsInput | undefined;
  /** The sha256, in hexadecimal, of every local file that the declaration came from, by its path from the root. */
  readonly sources: ReadonlyMap<string, string>;
}

/** What was computed about secrets, by `@fleet/secrets`. */
export interface FleetSecretsInput {
  readonly secrets: Secrets;
  readonly wiring: Wiring;
  /** The text of `.sops.yaml`, with `unstamped` for its digest; undefined where there are no rules. */
  readonly sopsYaml: string | undefined;
}

/** The name of the file that Nix reads. */
export const fleetJsonPath = "fleet.json";

/** The name of the file that tells Nix where each host stands in a large `fleet.json`. */
export const fleetIndexPath = "fleet.index.json";

/** With more hosts than this, a `fleet.json` gets an index beside it. */
export const indexThreshold = 50;

/**
 * What stands for `generated` in rendered files: hashing is not for a pure stage. Whoever writes a
 * file puts the sha256 of its text, with this placeholder in it, in the placeholder's stead; an edit
 * by hand can be told by it.
 */
export const unstamped = `sha256-${"0".repeat(64)}`;

const version = 1;
const schema = "urn:fleet:schema:fleet-json:1";

/**
 * Renders `fleet.json`, the contract with Nix, and beside a large one its index. Keys are sorted, the
 * indent is two spaces, and equal input gives equal bytes. With the index, Nix can cut one host out
 * of the text and parse nothing else; it holds lengths instead of offsets, so that a change to one
 * host changes one line of it.
 */
export function renderFleetJson(input: FleetJsonInput): GeneratedFile[] {
  const { resolved, homes, secrets, sources } = input;
  const hosts = renderHosts(resolved, homes, secrets?.wiring);
  const homesText = renderSection("homes", standaloneJson(homes.standalone));
  const sourcesText = renderSection("sources", sourcesJson(sources));
  const [open, close] = hosts.length === 0 ? ["{", "}"] : ["{\n", "\n  }"];
  const generated = renderEntry("generated", unstamped);
  const before = `{\n${renderEntry("$schema", schema)},\n${generated},\n${homesText},\n  "hosts": ${open}`;
  const secretsText =
    secrets === undefined ? "" : `${renderEntry("secrets", filesJson(secrets))},\n`;
  const after = `${close},\n${secretsText}${sourcesText},\n${renderEntry("version", version)}\n}\n`;
  const entries = hosts.map(({ text }) => text).join(",\n");
  const file = { path: fleetJsonPath, contents: before + entries + after };
  if (hosts.length <= indexThreshold) return [file];
  // Summed up, because the whole text is long: each of its entries but the first follows ",\n".
  const size = hosts.reduce((sum, { length }) => sum + length + 2, -2);
  const lengths = hosts.map(({ id, length, platform }) => [id, { length, platform }] as const);
  const index = [
    generated,
    homesText,
    renderSection("hosts", new Map(lengths)),
    renderEntry("size", byteLength(before) + size + byteLength(after)),
    sourcesText,
    renderEntry("start", byteLength(before)),
    renderEntry("version", version),
  ];
  return [{ path: fleetIndexPath, contents: `{\n${index.join(",\n")}\n}\n` }, file];
}

function filesJson({ secrets: { rules } }: FleetSecretsInput): Json {
  return {
    files: rules.map(({ pattern, groups }) => ({
      path: pattern.text,
      readers: unique(groups.flat().map(({ reader }) => reader)),
      recipients: unique(groups.flat().map(({ recipient }) => recipient.id)),
    })),
  };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort(compareNames);
}

function standaloneJson(
  standalone: ReadonlyMap<string, StandaloneHome>,
): ReadonlyMap<string, Json> {
  return new Map([...standalone].map(([name, { host, user }]) => [name, { host, user }]));
}

function sourcesJson(sources: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const sorted = [...sources].sort(([a], [b]) => compareNames(a, b));
  return new Map(sorted.map(([path, hash]) => [path, `sha256-${hash}`]));
}
