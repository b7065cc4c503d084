import type { FleetDeclaration } from "./declaration.ts";
import { declarationSchema } from "./declaration-schema.ts";
import type { Diagnostic, Path } from "./diagnostic.ts";
import { schemaKeys } from "./schema-keys.ts";
import { describeIssues } from "./shape-diagnostics.ts";

/** A declaration of the right shape, or as much of one as could be saved. */
export interface Shaped {
  /** Undefined when nothing could be saved. */
  readonly declaration: FleetDeclaration | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks the shape of a declaration. What does not fit is reported and left out, so that the rest
 * can be judged in the same run; the caller must not write anything when there are diagnostics.
 */
export function parseShape(input: unknown): Shaped {
  const first = declarationSchema.safeParse(input);
  if (first.success) return { declaration: first.data, diagnostics: [] };
  const keysAt = (path: Path) => schemaKeys(declarationSchema, path);
  const findings = describeIssues(first.error.issues, input, keysAt);
  return {
    declaration: salvage(
      input,
      findings.map((finding) => finding.misfit),
    ),
    diagnostics: findings.map((finding) => finding.diagnostic),
  };
}

/** The input without its misfits. Where something required went, what needs it goes too. */
function salvage(input: unknown, misfits: readonly Path[]): FleetDeclaration | undefined {
  let kept = input;
  let places = misfits;
  // Each round goes one level up at the most, and no declaration is deeper than this.
  for (let round = 0; round < 8; round++) {
    places = places.map(outsideLists);
    if (places.some((place) => place.length === 0)) return undefined;
    for (const place of places) kept = without(kept, place);
    const again = declarationSchema.safeParse(kept);
    if (again.success) return again.data;
    places = again.error.issues.map((issue) => {
      const path = issue.path.filter((key) => typeof key !== "symbol");
      // A misfit that is already gone was required: then its owner has to go.
      return isPresent(kept, path) ? path : path.slice(0, -1);
    });
  }
  return undefined;
}

/** The place itself, or the list it is in: a list without one item would move the others' places. */
function outsideLists(place: Path): Path {
  const index = place.findIndex((key) => typeof key === "number");
  return index === -1 ? place : place.slice(0, index);
}

/** A copy of `value` without what stands at `path`, which leads through no list. */
function without(value: unknown, path: Path): unknown {
  const [key, ...rest] = path;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => rest.length > 0 || name !== key);
  return Object.fromEntries(
    entries.map(([name, item]) => [name, name === key ? without(item, rest) : item]),
  );
}

function isPresent(value: unknown, path: Path): boolean {
  let inner = value;
  for (const key of path) {
    if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, key)) return false;
    inner = Reflect.get(inner, key);
  }
  return true;
}
