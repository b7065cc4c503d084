import type { FoundFleet, FoundHost } from "../found/found-fleet.ts";
import { compareHomes } from "./compare/compared-homes.ts";
import { compareHost } from "./compare/compared-host.ts";
import { createKeyReader } from "./compare/compared-keys.ts";
import type { LaterFleet } from "./compare/compared-values.ts";
import { nothing, showOption } from "./compare/shown-value.ts";
import { createTally, type Tally } from "./compare/tally.ts";
import type { Comparison } from "./comparison.ts";

/** How to compare. */
export interface CompareOptions {
  /**
   * `declared`: the later fleet is what fleet itself would make, and what it does not say is left to modules. `built`:
   * it is whole systems. Default: `declared`.
   */
  readonly later?: LaterFleet;
}

/** Compares a fleet as it was with one as it would be, of the same form: accounts, groups, keys, trusted users, secrets. */
export function compareFound(
  before: FoundFleet,
  after: FoundFleet,
  { later = "declared" }: CompareOptions = {},
): Comparison {
  const tally = createTally();
  const readKey = createKeyReader();
  const rest = new Map(after.hosts.map((host) => [host.name, host]));
  for (const host of before.hosts) {
    const other = rest.get(host.name);
    rest.delete(host.name);
    if (other === undefined) tellHost(tally, host, ["a host", nothing, "It is not declared."]);
    else compareHost({ tally, later, before: host, after: other, readKey });
  }
  for (const host of rest.values()) {
    if (later === "built") tellHost(tally, host, [nothing, "a host", "There was no such host."]);
    else noteHost(tally, host);
  }
  const place = { tally, later, host: null, option: ["homeConfigurations"] } as const;
  compareHomes(place, { before: before.homes, after: after.homes });
  return tally.read();
}

function tellHost(
  tally: Tally,
  { name, source }: FoundHost,
  [before, after, reason]: readonly [string, string, string],
): void {
  tally.differ(name, { kind: "hosts", what: showOption(source, name), before, after, reason });
}

/** A host that nothing builds has keys, and files are encrypted to it. */
function noteHost(tally: Tally, { name }: FoundHost): void {
  const what = showOption("hosts", name);
  const message = "It is declared, and no configuration of it was found to compare it with.";
  tally.note(name, { kind: "hosts", what, message });
}
