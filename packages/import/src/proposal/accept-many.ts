import type { FleetDeclaration } from "@fleet/core";
import { type Finding, formatPath, type Path, readPlacePattern } from "@fleet/diagnostics";
import type { LeftItem, Proposal, Remark } from "./proposal.ts";
import { withSection } from "./sections.ts";

/** So many findings of one kind somebody reads; more are one question. */
const mostRead = 10;

/** Findings of one code in places of one kind. */
interface ManyFindings {
  readonly code: string;
  /** `hosts.*.users.*.isTrustedByNix`. */
  readonly at: string;
  readonly first: Finding;
  readonly count: number;
}

type Acceptance = NonNullable<NonNullable<FleetDeclaration["policy"]>["accept"]>[number];

/**
 * Accepts what a fleet that was there would be warned of again and again for one cause, as far as that is a matter of
 * choice: a list of a hundred warnings hides the one that matters. Why it is meant, somebody has to say: the reason is
 * a question. The same proposal where there is no such.
 */
export function acceptMany(proposal: Proposal, findings: readonly Finding[]): Proposal {
  const many = countKinds(findings).filter(({ count }) => count > mostRead);
  if (many.length === 0) return proposal;
  const { declaration, remarks, left } = proposal;
  const before = declaration.policy?.accept ?? [];
  const policy = { ...declaration.policy, accept: [...before, ...many.map(acceptanceOf)] };
  return {
    ...proposal,
    declaration: withSection(declaration, "policy", policy),
    remarks: [...remarks, ...many.map((kind, index) => remarkOf(kind, before.length + index))],
    left: [...left, ...many.map(leftOf)],
  };
}

/** In the order in which the first of each came. */
function countKinds(findings: readonly Finding[]): ManyFindings[] {
  const kinds = new Map<string, ManyFindings>();
  for (const finding of findings) {
    const { code, choice, path } = finding;
    const at = choice === true && path !== undefined ? patternOf(path) : undefined;
    if (at === undefined) continue;
    const key = `${code} ${at}`;
    const known = kinds.get(key) ?? { code, at, first: finding, count: 0 };
    kinds.set(key, { ...known, count: known.count + 1 });
  }
  return [...kinds.values()];
}

/** The sections in which every other step is a name: `hosts.mini.users.ada`. */
const named: ReadonlySet<string> = new Set([
  "users",
  "hosts",
  "serviceAccounts",
  "groups",
  "operators",
  "profiles",
  "aggregates",
  "features",
]);

/** The place with any for its names and numbers; undefined where it has none, or is no such place. */
function patternOf(path: Path): string | undefined {
  const hasNames = named.has(String(path[0]));
  const text = path.reduce<string>((start, step, index) => {
    if (typeof step === "number" || (hasNames && index % 2 === 1)) return `${start}.*`;
    const own = formatPath([step]);
    return start === "" || own.startsWith("[") ? start + own : `${start}.${own}`;
  }, "");
  return readPlacePattern(text) === undefined ? undefined : text;
}

function acceptanceOf({ code, at }: ManyFindings): Acceptance {
  return { code, at, reason: "it was so before the fleet: is it meant?" };
}

function remarkOf({ count, first }: ManyFindings, index: number): Remark {
  const text = `these are ${count} findings of one kind, such as this: ${first.message}`;
  return { path: ["policy", "accept", index], text, isGuess: true };
}

function leftOf({ code, at, count }: ManyFindings): LeftItem {
  return {
    kind: "acceptance",
    about: at,
    message: `It was so before the fleet, and ${count} findings ${code} would say so: they are accepted in one entry of policy.accept.`,
    help: "Say in its `reason` why that is meant; or take the entry out, and mend what `fleet check` then says.",
    files: [],
  };
}
