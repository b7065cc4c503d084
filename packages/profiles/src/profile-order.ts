import type { Diagnostic, Fleet, Outcome } from "@fleet/core";
import { quote } from "@fleet/core";

/**
 * The profiles that each profile stands for, itself last: whatever it extends comes first, in the
 * order in which it says so, each once. Profiles in a cycle stand for themselves alone.
 */
export function orderProfiles(
  profiles: Fleet["profiles"],
): Outcome<ReadonlyMap<string, readonly string[]>> {
  const cycles = findCycles(profiles);
  const inCycle = new Set(cycles.flat());
  const orders = new Map<string, readonly string[]>();
  for (const id of profiles.keys()) {
    const order = new Set<string>();
    collect(id, profiles, { order, inCycle });
    orders.set(id, [...order]);
  }
  return { value: orders, diagnostics: cycles.map(describeCycle) };
}

function collect(
  id: string,
  profiles: Fleet["profiles"],
  { order, inCycle }: { order: Set<string>; inCycle: ReadonlySet<string> },
): void {
  const profile = profiles.get(id);
  if (profile === undefined || order.has(id)) return;
  if (!inCycle.has(id))
    for (const base of profile.extends) collect(base, profiles, { order, inCycle });
  order.add(id);
}

/** Every cycle of `extends` once, from its first profile in order. */
function findCycles(profiles: Fleet["profiles"]): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const visit = (id: string, trail: readonly string[]) => {
    const start = trail.indexOf(id);
    if (start !== -1) cycles.push(trail.slice(start));
    if (start !== -1 || done.has(id)) return;
    for (const base of profiles.get(id)?.extends ?? []) visit(base, [...trail, id]);
    done.add(id);
  };
  for (const id of profiles.keys()) visit(id, []);
  return cycles;
}

function describeCycle(cycle: readonly string[]): Diagnostic {
  const [first = ""] = cycle;
  const loop = [...cycle, first].map(quote).join(" extends ");
  return {
    code: "profiles/cycle",
    severity: "error",
    path: ["profiles", first, "extends"],
    message: `Profiles extend each other in a circle: ${loop}.`,
    help: "Take one of them out of the `extends` of another.",
  };
}
