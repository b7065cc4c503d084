import { compareNames } from "@fleet/diagnostics";
import type { StandaloneHome } from "@fleet/profiles";
import type { ComputedFleet } from "../computed-fleet.ts";
import { type Json, renderEntry, renderSection } from "./json-text.ts";
import { unstamped } from "./stamp.ts";

/** The version of the contract. Within one, fields are only added. */
export const fleetJsonVersion = 1;

/** The entries that `fleet.json` and its index have in common, each with its indent and nothing behind it. */
export interface CommonEntries {
  /** With the comma and the line break behind it; empty where there are no data. */
  readonly data: string;
  readonly generated: string;
  readonly homes: string;
  readonly sources: string;
  readonly version: string;
}

/** Renders what says of both files which fleet they are of. */
export function renderCommonEntries({ homes, resolved, sources }: ComputedFleet): CommonEntries {
  const { data } = resolved;
  return {
    data: data === undefined ? "" : `${renderEntry("data", data)},\n`,
    generated: renderEntry("generated", unstamped),
    homes: renderSection("homes", standaloneJson(homes.standalone)),
    sources: renderSection("sources", sourcesJson(sources)),
    version: renderEntry("version", fleetJsonVersion),
  };
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
