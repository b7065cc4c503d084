import {
  type CodeIndex,
  countDays,
  type Diagnostic,
  isDay,
  nearestName,
  type Path,
  placeOf,
  quote,
  readPlacePattern,
  suggestName,
} from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import type { Fleet } from "../parse/fleet.ts";
import type { DeclaredContext } from "./check.ts";

/** What is accepted has one place or those of one kind, a reason that fits into a line, and perhaps a last day. */
export function* acceptancesAreWellFormed({ fleet }: DeclaredContext): Iterable<Diagnostic> {
  const { accept, warnDaysBefore } = fleet.policy;
  for (const [index, { at, reason, until }] of accept.entries()) {
    const path = ["policy", "accept", index];
    const problem = placeProblem(at);
    if (problem !== undefined) {
      yield refuse(problem, {
        path: [...path, "at"],
        help: 'Write the place as the finding shows it, such as "hosts.mini.ageKey" or "secrets/shared.yaml"; in the declaration, "*" stands for one whole step behind the first: "hosts.*.users.*".',
      });
    }
    yield* checkReason(reason, [...path, "reason"]);
    if (until !== undefined && !isDay(until)) {
      yield refuse(`${quote(until)} is no day.`, {
        path: [...path, "until"],
        help: 'Write the last day on which it holds as year, month and day: until: "2027-06-30".',
      });
    }
  }
  if (warnDaysBefore < 0 || warnDaysBefore > mostDays) {
    yield refuse(`${warnDaysBefore} is no number of days from 0 to ${mostDays}.`, {
      path: ["policy", "warnDaysBefore"],
      help: "Write how many days before something ends `fleet check` warns of it: warnDaysBefore: 30.",
    });
  }
}

/** Whatever is accepted has a reason that fits into a line. */
export function* checkReason(reason: string, path: Path): Iterable<Diagnostic> {
  // As the help has it, the place of the reason is held by "…".
  if (/[\p{L}\p{N}]/u.test(reason) && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(reason)) return;
  yield refuse(`${quote(reason)} is no reason in one line.`, {
    path,
    help: "Say in a line why it is meant: whoever comes next has to judge whether it still holds.",
  });
}

/** Ten years: beyond, a warning says nothing. */
const mostDays = 3650;

const longestPlace = 2000;

/** Why a text is neither the place of one finding nor places of one kind; undefined where it may be. */
function placeProblem(at: string): string | undefined {
  if (at.trim() === "") return "No place is named where this is accepted.";
  if (at.length > longestPlace) return `A place of ${at.length} characters is none.`;
  // In a place, a key that is no plain word stands in quotes, and so does whatever it holds.
  const plain = at.replaceAll(/"(?:[^"\\]|\\.)*"/g, "");
  if (plain.includes("*") && readPlacePattern(at) === undefined) {
    return `${quote(at)} is no place: a pattern stands for whole steps in the declaration alone.`;
  }
  if (/:\d+(?::\d+)?$/.test(plain))
    return `${quote(at)} names a line, which moves with every edit.`;
  if (at !== at.trim() || /^\.?\//.test(at) || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(at)) {
    return `${quote(at)} is not how a finding names its place.`;
  }
  return undefined;
}

/**
 * What is accepted is a matter of choice. `index` holds all codes that are, and as many others as are known:
 * the packages that come after this one have codes, too.
 */
export function* checkAcceptedCodes(
  { policy }: Pick<Fleet, "policy">,
  index: CodeIndex,
): Iterable<Diagnostic> {
  for (const [position, { code }] of policy.accept.entries()) {
    const entry = index.get(code);
    if (entry?.choice === true) continue;
    const path = ["policy", "accept", position, "code"];
    yield entry === undefined
      ? unknownCode(code, { path, index })
      : noChoice(code, { path, entry });
  }
}

function unknownCode(
  code: string,
  { path, index }: Pick<Diagnostic, "path"> & { readonly index: CodeIndex },
): Diagnostic {
  const choices = [...index].flatMap(([name, { choice }]) => (choice ? [name] : []));
  const message = `No finding that could be accepted has the code ${quote(code)}.`;
  return refuse(message, { path, help: suggestName(code, choices, "code") });
}

function noChoice(
  code: string,
  {
    path,
    entry,
  }: Pick<Diagnostic, "path"> & { readonly entry: { readonly severity: Diagnostic["severity"] } },
): Diagnostic {
  const message =
    entry.severity === "error"
      ? `${quote(code)} is an error, and errors cannot be accepted.`
      : `${quote(code)} is no matter of choice, and so cannot be accepted.`;
  return refuse(message, { path, help: "Take it out, and mend what the finding says." });
}

/** An acceptance that no finding needs, beside the findings that are left. `index` is its place in the list. */
export function describeUnused(
  { policy }: Pick<Fleet, "policy">,
  index: number,
  left: readonly Diagnostic[],
): Diagnostic {
  const { code = "", at = "" } = policy.accept[index] ?? {};
  const path = ["policy", "accept", index];
  const earlier = policy.accept.findIndex((one) => one.code === code && one.at === at);
  if (earlier < index) {
    const message = `${quote(code)} at ${quote(at)} is accepted already, by policy.accept[${earlier}].`;
    return coreCodes.create("unused-acceptance", message, {
      path,
      help: "Take one of the two out.",
    });
  }
  if (readPlacePattern(at) !== undefined) {
    const message = `This accepts nothing: no finding ${quote(code)} is at ${quote(at)} that nothing else accepts.`;
    return coreCodes.create("unused-acceptance", message, { path, help: "Take it out." });
  }
  const places = left.flatMap((one) => (one.code === code && one.choice ? [placeOf(one)] : []));
  const meant = places.length === 1 ? places[0] : nearestName(at, places);
  return coreCodes.create(
    "unused-acceptance",
    `This accepts nothing: there is no finding ${quote(code)} at ${quote(at)}.`,
    {
      path,
      help:
        meant === undefined
          ? "Take it out."
          : `Take it out, or accept the one at ${quote(meant)} if that is meant.`,
    },
  );
}

/**
 * What is said on a day of an acceptance that some finding needs: an error once its last day has passed, and a
 * warning before, when that is near. Nothing where it has no end.
 */
export function* describeEnd(
  { policy }: Pick<Fleet, "policy">,
  index: number,
  day: string,
): Iterable<Diagnostic> {
  const { code = "", at = "", until } = policy.accept[index] ?? {};
  if (until === undefined || !isDay(until) || !isDay(day)) return;
  const path = ["policy", "accept", index, "until"];
  const left = countDays(day, until);
  const what = `That ${quote(code)} at ${quote(at)} is accepted`;
  const help = `Mend what the finding says; or judge it anew, and give it another day: until: "…"`;
  if (left < 0) {
    const message = `${what} ended with ${until}. It is ${day}.`;
    yield coreCodes.create("acceptance-ended", message, { path, help });
  } else if (left <= policy.warnDaysBefore) {
    const rest = left === 0 ? "today" : left === 1 ? "tomorrow" : `in ${left} days`;
    const message = `${what} ends with ${until}, ${rest}. It is ${day}.`;
    yield coreCodes.create("acceptance-ends", message, { path, help });
  }
}

function refuse(message: string, details: Pick<Diagnostic, "path" | "help">): Diagnostic {
  return coreCodes.create("bad-acceptance", message, details);
}
