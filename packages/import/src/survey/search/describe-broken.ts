import { type Diagnostic, quote } from "@fleet/diagnostics";
import { importCodes } from "../../codes.ts";
import type { SurveyedOutput, SurveyPart } from "../survey-question.ts";
import { type BrokenValue, isPart } from "./configuration-answer.ts";

/** A part that cannot be evaluated, or members of it. */
export interface ConfigurationGap {
  readonly part: SurveyPart;
  /** Null for the part as a whole. */
  readonly names: readonly string[] | null;
  readonly reasons: readonly Diagnostic[];
  /** Why it was not tried. Default: it was. */
  readonly untried?: string;
}

/** The parts and members that are broken as a whole. Those of one part for one reason are one. */
export function listGaps(broken: readonly BrokenValue[]): ConfigurationGap[] {
  const joined = new Map<string, ConfigurationGap>();
  for (const { key, option, reasons, untried } of broken) {
    const [part, name] = key;
    if (option !== null || !isPart(part)) continue;
    const id = `${part} ${name === undefined} ${nameReason(reasons)} ${untried}`;
    const other = joined.get(id);
    const names = typeof name === "string" ? [...(other?.names ?? []), name] : null;
    const why = untried === undefined ? {} : { untried };
    joined.set(id, { part, names, reasons: other?.reasons ?? reasons, ...why });
  }
  return [...joined.values()];
}

function nameReason([reason]: readonly Diagnostic[]): string {
  const [first] = (reason?.message ?? "").split("\n");
  return `${reason?.code} ${first}`;
}

/** What of a configuration cannot be told: what is broken for one reason at once. */
export function describeBroken(
  output: SurveyedOutput,
  name: string,
  broken: readonly BrokenValue[],
): Diagnostic[] {
  const where = `${output === "homeConfigurations" ? "home" : "host"} ${quote(name)}`;
  const options = new Map<string, BrokenValue[]>();
  for (const one of broken) {
    if (one.option === null) continue;
    const id = `${nameReason(one.reasons)} ${one.untried}`;
    options.set(id, [...(options.get(id) ?? []), one]);
  }
  return [
    ...listGaps(broken).map((gap) => describeGap(where, gap)),
    ...[...options.values()].map((some) => describeOptions(where, some)),
  ];
}

const nouns: { readonly [Part in SurveyPart]: string } = {
  names: "names",
  settings: "settings",
  users: "users",
  groups: "groups",
  homes: "homes",
  secrets: "secrets",
  modules: "modules",
  rootWays: "ways to root",
  failures: "assertions",
  source: "source",
};

function describeGap(
  where: string,
  { part, names, reasons, untried }: ConfigurationGap,
): Diagnostic {
  const what = names === null ? nouns[part] : `${nouns[part]} ${listFirst(names)}`;
  if (untried !== undefined) return describeUntried(where, `the ${what}`, untried);
  const [reason] = reasons;
  const message = `Nix cannot evaluate the ${what} of ${where}, which are left out. ${reason?.message ?? ""}`;
  return importCodes.create("broken-part", message.trimEnd(), {
    ...placeOf(reasons),
    help: "Mend what Nix says and import again, or declare by hand what is left out.",
  });
}

function describeOptions(where: string, broken: readonly BrokenValue[]): Diagnostic {
  const options = [...new Set(broken.flatMap(({ option }) => option ?? []))];
  const { reasons = [], untried } = broken[0] ?? {};
  if (untried !== undefined) return describeUntried(where, listFirst(options), untried);
  const [reason] = reasons;
  const message = `Nix cannot evaluate ${listFirst(options)} of ${where}: nothing is known there. ${reason?.message ?? ""}`;
  return importCodes.create("unreadable-option", message.trimEnd(), {
    ...placeOf(reasons),
    help: "Mend it and import again, or declare it by hand.",
  });
}

function describeUntried(where: string, what: string, untried: string): Diagnostic {
  const message = `Nix was not asked for ${what} of ${where}, since ${untried}: nothing is known there.`;
  return importCodes.create("unasked-value", message, {
    help: "Mend what is broken and import again, name this host alone with --host, or declare by hand what is left out.",
  });
}

function listFirst(names: readonly string[]): string {
  const more = names.length > 5 ? ` and ${names.length - 5} more` : "";
  return names.slice(0, 5).map(quote).join(", ") + more;
}

function placeOf([reason]: readonly Diagnostic[]): Partial<Pick<Diagnostic, "file" | "position">> {
  return {
    ...(reason?.file === undefined ? {} : { file: reason.file }),
    ...(reason?.position === undefined ? {} : { position: reason.position }),
  };
}
