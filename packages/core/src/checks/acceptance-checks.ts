import {
  type CodeIndex,
  type Diagnostic,
  nearestName,
  placeOf,
  quote,
  suggestName,
} from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import type { Fleet } from "../parse/fleet.ts";
import type { DeclaredContext } from "./check.ts";

/** What is accepted has a place, and a reason that fits into a line. */
export function* acceptancesAreWellFormed({ fleet }: DeclaredContext): Iterable<Diagnostic> {
  for (const [index, { at, reason }] of fleet.policy.accept.entries()) {
    const path = ["policy", "accept", index];
    if (at.trim() === "") {
      yield refuse("No place is named where this is accepted.", {
        path: [...path, "at"],
        help: 'Write the place as the finding shows it, such as "hosts.mini.ageKey" or "secrets/shared.yaml".',
      });
    }
    if (reason.trim() === "" || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(reason)) {
      yield refuse(`${quote(reason)} is no reason in one line.`, {
        path: [...path, "reason"],
        help: "Say in a line why it is meant: whoever comes next has to judge whether it still holds.",
      });
    }
  }
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

function refuse(message: string, details: Pick<Diagnostic, "path" | "help">): Diagnostic {
  return coreCodes.create("bad-acceptance", message, details);
}
