import { type Diagnostic, isError } from "@fleet/diagnostics";
import type { FailedName, SurveyGap } from "../survey/survey-flake.ts";
import { showOption, showValue } from "./compare/shown-value.ts";
import type { Difference, Tally } from "./compare/tally.ts";
import type { ComparedKind } from "./comparison.ts";

/** Adds to a tally why a host that was there cannot be evaluated with what is declared. */
export function tellFailedHost(
  tally: Tally,
  { source, name, diagnostics }: FailedName,
  after = "it cannot be evaluated",
): void {
  tellReasons(tally, name, {
    kind: "hosts",
    what: showOption(source),
    after,
    reasons: diagnostics,
  });
}

/** Adds to a tally why a part of a host cannot be evaluated with what is declared. */
export function tellGap(tally: Tally, { name, part, names, reasons }: SurveyGap): void {
  const { kind, option } = gapPlaces[part];
  const after = "it cannot be evaluated";
  const whats = names === null ? [option] : names.map((one) => [...option, one]);
  for (const what of whats) {
    tellReasons(tally, name, { kind, what: showOption(...what), after, reasons });
  }
}

/** What is asked together is an option, or many without a name in common. */
const gapPlaces: Readonly<
  Record<SurveyGap["part"], { readonly kind: ComparedKind; readonly option: readonly string[] }>
> = {
  names: { kind: "hosts", option: ["config"] },
  settings: { kind: "hosts", option: ["config"] },
  rootWays: { kind: "hosts", option: ["config"] },
  failures: { kind: "hosts", option: ["assertions"] },
  modules: { kind: "hosts", option: ["imports"] },
  source: { kind: "hosts", option: ["imports"] },
  users: { kind: "accounts", option: ["users", "users"] },
  groups: { kind: "groups", option: ["users", "groups"] },
  homes: { kind: "homes", option: ["home-manager", "users"] },
  secrets: { kind: "secrets", option: ["sops", "secrets"] },
};

interface Failure {
  readonly kind: ComparedKind;
  readonly what: string;
  readonly after: string;
  readonly reasons: readonly Diagnostic[];
}

function tellReasons(tally: Tally, host: string, { reasons, ...failure }: Failure): void {
  const before = "it can be evaluated";
  for (const one of explainFailure({ ...failure, before }, reasons)) tally.differ(host, one);
}

/** A difference with each of Nix's reasons: a conflict says itself what it is about. */
export function explainFailure(
  difference: Omit<Difference, "reason">,
  reasons: readonly Diagnostic[],
): Difference[] {
  const errors = reasons.filter(isError).map(({ message }) => message);
  return [...new Set(errors.length === 0 ? [""] : errors)].map(
    (message) => readConflict(message) ?? { ...difference, reason: describeFailure(message) },
  );
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
