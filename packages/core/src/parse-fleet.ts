import type { Diagnostic, Outcome } from "./diagnostic.ts";
import type { Fleet } from "./fleet.ts";
import { checkFleet } from "./fleet-rules.ts";
import { normalizeFleet } from "./normalize-fleet.ts";
import { parseShape } from "./parse-shape.ts";
import type { DeclaredNames } from "./placements.ts";
import { checkTexts } from "./text-rules.ts";

/**
 * Parses a declaration: its shape, then its shorthands, then the rules that concern the declaration
 * alone. Where parts are of the wrong shape, the fleet is what is left without them, so that later
 * stages can go on looking; it is undefined when nothing is left. Nothing may be written from a
 * fleet that came with errors.
 */
export function parseFleet(input: unknown): Outcome<Fleet | undefined> {
  const shaped = parseShape(input);
  if (shaped.declaration === undefined) {
    return { value: undefined, diagnostics: shaped.diagnostics };
  }
  const names = declaredNames(input);
  const normalized = normalizeFleet(shaped.declaration, names);
  const diagnostics: Diagnostic[] = [
    ...shaped.diagnostics,
    ...checkTexts(shaped.declaration),
    ...normalized.diagnostics,
    ...checkFleet(normalized.value, names),
  ];
  return { value: normalized.value, diagnostics };
}

/** All ids that stand in the input, so that one with a broken body is not also called unknown. */
function declaredNames(input: unknown): DeclaredNames {
  return {
    users: keysOf(input, "users"),
    hosts: keysOf(input, "hosts"),
    profiles: keysOf(input, "profiles"),
    aggregates: keysOf(input, "aggregates"),
    features: keysOf(input, "features"),
  };
}

function keysOf(input: unknown, section: string): Set<string> {
  if (typeof input !== "object" || input === null) return new Set();
  const value: unknown = Reflect.get(input, section);
  return new Set(typeof value === "object" && value !== null ? Object.keys(value) : []);
}
