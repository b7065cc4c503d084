import type { AccessEdge, AccessVerb, AccessWay } from "@fleet/core/access";
import { breakLine, formatPath, showLine, type Table } from "@fleet/diagnostics";
import type { ValuePlace } from "@fleet/project";

/** Where values stand, by their paths as `formatPath` writes them. */
export type Places = ReadonlyMap<string, ValuePlace>;

/** More ways than this are counted. */
const listedWays = 20;

/** Who can do what to what, a row for each way, with its reasons and where they stand. */
export function tabulateWays(ways: readonly AccessWay[], places: Places): Table {
  const targets = new Set(ways.map(({ target }) => target));
  const rows = ways.map((way) => [
    way.who,
    ...(targets.size > 1 ? [way.target] : []),
    way.can,
    explainSteps(way),
    nameSources(way, places),
  ]);
  return {
    head: ["who", ...(targets.size > 1 ? ["target"] : []), "can", "because", "source"],
    rows,
  };
}

/** What somebody can do, a row for each thing. */
export function tabulateAbilities(ways: readonly AccessWay[], places: Places): Table {
  const subjects = new Set(ways.map(({ who }) => who));
  const rows = ways.map((way) => [
    `${way.verb} ${way.target}`,
    ...(subjects.size > 1 ? [way.who] : []),
    way.can,
    explainSteps(way),
    nameSources(way, places),
  ]);
  const who = subjects.size > 1 ? ["who"] : [];
  return { head: ["access", ...who, "can", "because", "source"], rows };
}

function explainSteps(way: AccessWay): string {
  return listTold(way).map(explainStep).join("; ");
}

/** The steps that say something: that an account is on its host does not, unless it is all there is. */
function listTold({ steps }: AccessWay): readonly AccessEdge[] {
  const isPlain = ({ from, verb }: AccessEdge) => verb === "login" && from.startsWith("account:");
  const told = steps.filter((step) => !isPlain(step));
  return told.length === 0 ? steps : told;
}

function explainStep({ reason, unknown }: AccessEdge): string {
  return unknown === undefined ? reason : `${reason} (unknown: ${unknown})`;
}

/** The places of a way, each file once: `fleet.config.ts:7, 12`. */
function nameSources({ steps }: AccessWay, places: Places): string {
  const found = new Map<string, Set<string>>();
  for (const step of steps) {
    const place = placeOf(step, places);
    if (place === undefined) continue;
    const lines = found.get(place.file) ?? new Set();
    found.set(place.file, lines);
    if (place.position !== undefined) lines.add(String(place.position.line));
  }
  return [...found]
    .map(([file, lines]) => (lines.size === 0 ? file : `${file}:${[...lines].join(", ")}`))
    .join("; ");
}

/** Where what grants a step stands; undefined where nothing declares it. */
function placeOf({ path }: AccessEdge, places: Places): ValuePlace | undefined {
  return path === undefined ? undefined : places.get(formatPath(path));
}

const deeds: { readonly [V in AccessVerb]: string } = {
  login: "log in on",
  root: "become root on",
  "trust-nix": "be trusted by Nix on",
  read: "read",
  hold: "hold the key of",
  reach: "reach",
  deploy: "deploy",
};

/** A question with its answer. */
export interface ReasonedAnswer extends Pick<AccessWay, "who" | "verb" | "target"> {
  /** The best first; none where nothing leads there. */
  readonly ways: readonly AccessWay[];
  /** What is missing where there are none: sentences. */
  readonly missing: readonly string[];
}

/** Whether somebody can do something, in one word. */
export function judgeWays(ways: readonly AccessWay[]): "yes" | "unknown" | "no" {
  if (ways.length === 0) return "no";
  return ways.some(({ can }) => can === "yes") ? "yes" : "unknown";
}

/** Whether somebody can do something, and each way step by step, or what is missing. */
export function renderReasons(
  { who, verb, target, ways, missing }: ReasonedAnswer,
  {
    places,
    width = Number.POSITIVE_INFINITY,
  }: { readonly places: Places; readonly width?: number | undefined },
): string {
  const deed = `${deeds[verb]} ${showLine(target)}`;
  const heads = {
    yes: `yes: ${showLine(who)} can ${deed}.`,
    unknown: `unknown: ${showLine(who)} may be able to ${deed}.`,
    no: `no: nothing that is declared lets ${showLine(who)} ${deed}.`,
  } as const;
  const shown = ways.slice(0, listedWays);
  const rest = ways.length - shown.length;
  const blocks = [
    [heads[judgeWays(ways)]],
    ...shown.map((way, index) => describeWay(way, { number: index + 1, places })),
    ...(missing.length > 0 ? [missing.map(showLine)] : []),
    ...(rest > 0 ? [[`and ${rest} more ways: --json lists them`]] : []),
  ];
  return blocks
    .map((lines) => lines.flatMap((line) => breakLine(line, { width, indent: "      " })))
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

function describeWay(
  way: AccessWay,
  { number, places }: { readonly number: number; readonly places: Places },
): string[] {
  const margin = `${number}. `;
  return listTold(way).flatMap((step, index) => {
    const place = placeOf(step, places);
    const file =
      place === undefined
        ? ""
        : `${place.file}${place.position === undefined ? "" : `:${place.position.line}`}`;
    const source = step.path === undefined ? "" : [file, formatPath(step.path)].join("  ").trim();
    const line = `${index === 0 ? margin : " ".repeat(margin.length)}${showLine(explainStep(step))}`;
    return source === "" ? [line] : [line, `${" ".repeat(margin.length + 2)}${showLine(source)}`];
  });
}

/** Ways for programs. */
export function describeWays(ways: readonly AccessWay[], places: Places) {
  return ways.map(({ who, verb, target, can, steps }) => ({
    who,
    verb,
    target,
    can,
    unknown: steps.flatMap(({ unknown }) => unknown ?? []),
    steps: steps.map((step) => {
      const place = placeOf(step, places);
      return {
        from: step.from,
        needs: step.needs ?? null,
        verb: step.verb,
        to: step.to,
        reason: step.reason,
        unknown: step.unknown ?? null,
        origin: step.origin,
        path: step.path ?? null,
        place: step.path === undefined ? null : formatPath(step.path),
        file: place?.file ?? null,
        line: place?.position?.line ?? null,
        column: place?.position?.column ?? null,
      };
    }),
  }));
}
