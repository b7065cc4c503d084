import { formatPath, type Outcome } from "@fleet/diagnostics";
import { checkDeclared } from "../checks/declared-checks.ts";
import { tellNewName } from "../moved/old-names.ts";
import { withoutData } from "../own-data/data-places.ts";
import type { Fleet } from "./fleet.ts";
import { normalizeFleet } from "./normalize/normalize-fleet.ts";
import { parseShape } from "./parse-shape.ts";
import type { DeclaredNames } from "./placements.ts";
import { checkTexts } from "./unfit-texts.ts";

/**
 * Parses a declaration: its shape, then its shorthands, then the checks that concern the declaration
 * alone. Where parts are of the wrong shape, the fleet is what is left without them, so that later
 * stages can go on looking; it is undefined when nothing is left. Nothing may be written from a
 * fleet that came with errors.
 */
export function parseFleet(input: unknown): Outcome<Fleet | undefined> {
  const shaped = parseShape(input);
  if (shaped.declaration === undefined) {
    return { value: undefined, diagnostics: shaped.diagnostics };
  }
  const names = declaredNames(input, shaped.declaration);
  const normalized = normalizeFleet(shaped.declaration, names, shaped.gaps);
  const found = [...normalized.diagnostics, ...checkDeclared(normalized.value, names)].map((one) =>
    tellNewName(normalized.value, one),
  );
  const told = new Set(found.map(({ path }) => formatPath(path)));
  // Whoever knows what belongs there says it better.
  const texts = checkTexts(withoutData(shaped.declaration)).filter(
    ({ path }) => !told.has(formatPath(path)),
  );
  return { value: normalized.value, diagnostics: [...shaped.diagnostics, ...texts, ...found] };
}

/**
 * All ids that stand in the input or in what was saved of it, in order, so that one with a broken
 * body or in a misspelt section is not also called unknown.
 */
function declaredNames(...sources: readonly unknown[]): DeclaredNames {
  const namesOf = (section: string) => {
    const names = new Set(sources.flatMap((source) => keysOf(source, section)));
    return new Set([...names].sort());
  };
  return {
    users: namesOf("users"),
    hosts: namesOf("hosts"),
    profiles: namesOf("profiles"),
    aggregates: namesOf("aggregates"),
    features: namesOf("features"),
    serviceAccounts: namesOf("serviceAccounts"),
  };
}

function keysOf(source: unknown, section: string): string[] {
  if (typeof source !== "object" || source === null) return [];
  const value: unknown = Reflect.get(source, section);
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}
