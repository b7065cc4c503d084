import type { Diagnostic, Path } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import type { FleetDeclaration } from "../declaration/declaration.ts";
import { declarationSchema } from "../declaration/declaration-schema.ts";
import { schemaKeys } from "../declaration/schema-keys.ts";
import { findDataFaults } from "../own-data/data-faults.ts";
import { withoutData } from "../own-data/data-places.ts";
import { findForeign } from "./foreign-values.ts";
import { createGaps, type Gaps } from "./gaps.ts";
import { describeIssues, type ShapeFinding } from "./shape-diagnostics.ts";
import { findStandIn } from "./stand-in.ts";
import { checkUnstorableNames } from "./unstorable-names.ts";

/** A declaration of the right shape, or as much of one as could be saved. */
export interface Shaped {
  /** Undefined when nothing could be saved. */
  readonly declaration: FleetDeclaration | undefined;
  readonly gaps: Gaps;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks the shape of a declaration. What does not fit is reported and left out, so that the rest
 * can be judged in the same run; the caller must not write anything when there are diagnostics.
 */
export function parseShape(input: unknown): Shaped {
  const unstorable = checkUnstorableNames(input);
  const foreign = [...findForeign(withoutData(input)), ...findDataFaults(input)];
  if (foreign.some(({ misfit }) => misfit.length === 0)) {
    const diagnostics = foreign.map(({ diagnostic }) => diagnostic);
    return { declaration: undefined, gaps: createGaps([[]]), diagnostics };
  }
  // The schema would walk a list of four thousand million holes.
  const known = foreign.length === 0 ? input : without(input, foreign.map(outsideLists));
  const first = parseGuarded(known);
  if (first === undefined) {
    const beginning = parseBeginning(known, 1000);
    const diagnostics = foreign.map(({ diagnostic }) => diagnostic);
    return { ...beginning, diagnostics: [...diagnostics, ...beginning.diagnostics] };
  }
  if (first.success && foreign.length === 0)
    return { declaration: first.data, gaps: createGaps([]), diagnostics: unstorable };
  const keysAt = (path: Path) => schemaKeys(declarationSchema(), path);
  const issues = first.success ? [] : describeIssues(first.error.issues, known, keysAt);
  const findings = [...foreign, ...issues.filter((issue) => !isInside(issue, foreign))];
  const diagnostics = [...unstorable, ...findings.map(({ diagnostic }) => diagnostic)];
  return { ...salvage(known, findings), diagnostics };
}

/** Whether a misfit is one of others, or inside of one. */
function isInside({ misfit }: Misfit, others: readonly Misfit[]): boolean {
  return others.some((other) => other.misfit.every((key, index) => misfit[index] === key));
}

/** So many mistakes are told in a second or two. */
const mostIssues = 5000;

/** Undefined where there are more than that, or than JavaScript takes as arguments of one call. */
function parseGuarded(input: unknown): ReturnType<SafeParse> | undefined {
  try {
    const parsed = declarationSchema().safeParse(input);
    return (parsed.error?.issues.length ?? 0) > mostIssues ? undefined : parsed;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

type SafeParse = ReturnType<typeof declarationSchema>["safeParse"];

/** Of a hundred thousand mistakes nobody reads all, so the beginning of each list and object is judged. */
function parseBeginning(input: unknown, length: number): Shaped {
  const beginning = shorten(input, length);
  if (parseGuarded(beginning) === undefined && length > 10)
    return parseBeginning(input, length / 10);
  const message = `There are too many mistakes to tell: of each list and object, the first ${length} entries were looked at.`;
  const help = "Mend what is said about these, and run it again.";
  const rest = coreCodes.create("too-many-mistakes", message, { path: [], help });
  const { diagnostics } = parseShape(beginning);
  return {
    declaration: undefined,
    gaps: createGaps([]),
    diagnostics: [...diagnostics, rest],
  };
}

function shorten(value: unknown, length: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.slice(0, length).map((item) => shorten(item, length));
  const entries = Object.entries(value).slice(0, length);
  return Object.fromEntries(entries.map(([key, item]) => [key, shorten(item, length)]));
}

/** Something that does not fit, with the key that its own was likely meant to be, or what stands in for it. */
interface Misfit extends Pick<ShapeFinding, "misfit" | "meant"> {
  readonly standIn?: string | undefined;
}

/**
 * The input without its misfits. What stands under a misspelt key is taken for what was meant. Where
 * something required went, something stands in for it, or else what needs it goes too.
 */
function salvage(
  input: unknown,
  findings: readonly Misfit[],
): Pick<Shaped, "declaration" | "gaps"> {
  let kept = input;
  let misfits = findings;
  const gaps: Path[] = [];
  // Each round goes one level up at the most, and no declaration is deeper than this.
  for (let round = 0; round < 8; round++) {
    misfits = misfits.map(outsideLists);
    // One by one: of a hundred thousand, as arguments of one call, JavaScript takes none.
    for (const { misfit } of misfits) gaps.push(misfit);
    if (misfits.some(({ misfit }) => misfit.length === 0)) break;
    kept = without(kept, misfits);
    const again = declarationSchema().safeParse(kept);
    if (again.success) return { declaration: again.data, gaps: createGaps(gaps) };
    misfits = again.error.issues.map(({ path: keys }) => {
      const path = keys.filter((key) => typeof key !== "symbol");
      if (isPresent(kept, path)) return { misfit: path };
      // A misfit that is already gone was required.
      const standIn = findStandIn(path);
      return standIn === undefined ? { misfit: path.slice(0, -1) } : { misfit: path, standIn };
    });
  }
  return { declaration: undefined, gaps: createGaps(gaps) };
}

/** The misfit itself, or the list it is in: a list without one item would move the others' places. */
function outsideLists(whole: Misfit): Misfit {
  const index = whole.misfit.findIndex((key) => typeof key === "number");
  return index === -1 ? whole : { misfit: whole.misfit.slice(0, index) };
}

/** A copy of `value` in which misfits are gone, have the key that was meant, or their stand-in; none is in a list. */
function without(value: unknown, misfits: readonly Misfit[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  const misfitsByKey = Map.groupBy(misfits, ({ misfit: [key] }) => key);
  const standIns = misfits.flatMap(({ misfit: [key, ...inner], standIn }): [string, unknown][] =>
    standIn === undefined || inner.length > 0 ? [] : [[String(key), standIn]],
  );
  const kept = Object.entries(value).flatMap(([key, item]): [string, unknown][] => {
    const here = misfitsByKey.get(key);
    if (here === undefined) return [[key, item]];
    const inside = here.map(({ misfit, ...rest }) => ({ ...rest, misfit: misfit.slice(1) }));
    const own = inside.find(({ misfit }) => misfit.length === 0);
    if (own === undefined) return [[key, without(item, inside)]];
    const { meant } = own;
    return meant === undefined || Object.hasOwn(value, meant) ? [] : [[meant, item]];
  });
  return Object.fromEntries([...kept, ...standIns]);
}

function isPresent(value: unknown, path: Path): boolean {
  let inner = value;
  for (const key of path) {
    if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, key)) return false;
    inner = Reflect.get(inner, key);
  }
  return true;
}
