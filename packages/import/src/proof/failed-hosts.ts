import { isError } from "@fleet/diagnostics";
import type { FailedName } from "../survey/survey-flake.ts";
import { showOption, showValue } from "./compare/shown-value.ts";
import type { Tally } from "./compare/tally.ts";
import type { ComparedKind } from "./comparison.ts";

/** Adds to a tally why a host that was there cannot be evaluated with what is declared. */
export function tellFailedHost(
  tally: Tally,
  { source, name, diagnostics }: FailedName,
  after = "it cannot be evaluated",
): void {
  const errors = diagnostics.filter(isError);
  const messages = errors.length === 0 ? [""] : errors.map(({ message }) => message);
  for (const message of new Set(messages)) {
    const difference = readConflict(message) ?? {
      kind: "hosts" as const,
      what: showOption(source),
      before: "it can be evaluated",
      after,
      reason: describeFailure(message),
    };
    tally.differ(name, difference);
  }
}

/**
 * What Nix says of an option that two modules set. Its values are not shown: one of them may be the hash of a
 * password.
 */
function readConflict(message: string) {
  const option =
    /option [`'](.*?)' (?:has conflicting|is defined multiple times|is read-only, but)/s.exec(
      message,
    )?.[1];
  if (option === undefined) return undefined;
  const all = [...message.matchAll(/^- In [`'](.*?)'/gm)].map(([, file = ""]) => stripStore(file));
  const isFleet = (file: string) => /(^|\/)fleet\.json\b/.test(file);
  const own = [...new Set(all.filter((file) => !isFleet(file)))];
  const files = own.length === 0 ? "a module" : own.map(showValue).join(" and ");
  const help = all.some(isFleet)
    ? `Nix takes neither of two values for it: delete it in ${files}, and fleet alone says it.`
    : `It is set more than once, in ${files}: one of them has to go.`;
  return {
    kind: kindOf(option),
    what: showValue(option),
    before: `said in ${files}`,
    after: all.some(isFleet) ? "said by fleet as well" : "said more than once",
    reason: help,
  };
}

function kindOf(option: string): ComparedKind {
  const kinds: readonly (readonly [RegExp, ComparedKind])[] = [
    [/openssh\.authorizedKeys/, "keys"],
    [/^users\.users\./, "accounts"],
    [/^users\.groups\./, "groups"],
    [/trusted-users/, "trustedUsers"],
    [/(^|\.)sops\./, "secrets"],
    [/^home-manager\./, "homes"],
  ];
  return kinds.find(([pattern]) => pattern.test(option))?.[1] ?? "hosts";
}

/** So many characters of what Nix says. */
const shownLength = 300;

/** The first lines of what Nix says, without values of options. */
function describeFailure(message: string): string {
  const [first = ""] = message.split(/\n\s*\n|\n- In |\n… /);
  const text = stripStore(first.replaceAll(/\s+/g, " ").trim());
  return text.length > shownLength ? `${text.slice(0, shownLength - 1)}…` : text;
}

/** A file as it is named in its own flake. */
function stripStore(text: string): string {
  return text.replaceAll(/\/nix\/store\/[a-z0-9]{32}-[^/\s'`]*\//g, "");
}
