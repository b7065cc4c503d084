import type { Fleet } from "@fleet/core";
import { compareNames, type Diagnostic, type Outcome, quote } from "@fleet/diagnostics";
import { profilesCodes } from "./codes.ts";

type Profiles = Fleet["profiles"];

/** More profiles than this stand behind none; each home would have a list of them. */
const longest = 2000;

/**
 * The profiles that each profile stands for, itself last: whatever it extends comes first, in the
 * order in which it says so, each once. Profiles in a circle stand for themselves alone,
 * and so do those that more than 2,000 others stand behind.
 */
export function orderProfiles(profiles: Profiles): Outcome<ReadonlyMap<string, readonly string[]>> {
  const { cycles, basesFirst } = survey(profiles);
  const inCycle = new Set(cycles.flat());
  const orders = new Map<string, readonly string[]>([...profiles.keys()].map((id) => [id, []]));
  let long: string | undefined;
  for (const id of basesFirst) {
    // Nothing comes of a fleet with one that is too long, and the others may be as long.
    const isAlone = long !== undefined || inCycle.has(id);
    const bases = isAlone ? [] : knownBases(profiles, id);
    const before = new Set(bases.flatMap((base) => orders.get(base) ?? []));
    const isLong = before.size > longest;
    if (isLong) long ??= id;
    orders.set(id, isLong ? [id] : [...before.add(id)]);
  }
  const tooLong = long === undefined ? [] : [describeLong(long)];
  return { value: orders, diagnostics: [...cycles.map(describeCycle), ...tooLong] };
}

interface Survey {
  /** Circles of `extends`, at least one through every profile that is in any, each from its first profile by name. */
  readonly cycles: readonly string[][];
  /** Every profile after those that it extends, but where there is a circle. */
  readonly basesFirst: readonly string[];
}

function survey(profiles: Profiles): Survey {
  const cycles: string[][] = [];
  const left = new Set<string>();
  for (const id of profiles.keys()) {
    const basesOf = (profile: string) => (left.has(profile) ? [] : knownBases(profiles, profile));
    walk(id, basesOf, {
      leave: (profile) => left.add(profile),
      meetAgain: (cycle) => cycles.push(fromFirst(cycle)),
    });
  }
  return { cycles, basesFirst: [...left] };
}

function knownBases(profiles: Profiles, id: string): string[] {
  return [...new Set(profiles.get(id)?.extends)].filter((base) => profiles.has(base));
}

interface Visitor {
  /** Called for each profile once, after all that it extends. */
  leave(profile: string): void;
  /** Called with the way from a profile to itself. */
  meetAgain(cycle: string[]): void;
}

/** Depth first, with a stack of its own: a chain of profiles may be longer than JavaScript's. */
function walk(start: string, basesOf: (profile: string) => string[], visitor: Visitor): void {
  const seen = new Set<string>();
  const trail: { readonly profile: string; readonly bases: Iterator<string> }[] = [];
  const enter = (profile: string) => {
    seen.add(profile);
    trail.push({ profile, bases: basesOf(profile).values() });
  };
  enter(start);
  for (let last = trail.at(-1); last !== undefined; last = trail.at(-1)) {
    const { value: base, done } = last.bases.next();
    if (done) {
      visitor.leave(last.profile);
      trail.pop();
    } else if (seen.has(base)) {
      const back = trail.findIndex(({ profile }) => profile === base);
      if (back !== -1) visitor.meetAgain(trail.slice(back).map(({ profile }) => profile));
    } else enter(base);
  }
}

function fromFirst(cycle: readonly string[]): string[] {
  const first = [...cycle].sort(compareNames)[0] ?? "";
  const start = cycle.indexOf(first);
  return [...cycle.slice(start), ...cycle.slice(0, start)];
}

function describeLong(id: string): Diagnostic {
  const message = `More than ${longest.toLocaleString("en")} profiles stand behind ${quote(id)}, one extending the other.`;
  return profilesCodes.create("long-chain", message, {
    path: ["profiles", id, "extends"],
    help: "Let fewer profiles extend each other: put what they hold together into one.",
  });
}

function describeCycle(cycle: readonly string[]): Diagnostic {
  const [first = ""] = cycle;
  const loop = [...cycle, first].map(quote).join(" extends ");
  return profilesCodes.create("cycle", `Profiles extend each other in a circle: ${loop}.`, {
    path: ["profiles", first, "extends"],
    help: "Take one of them out of the `extends` of another.",
  });
}
