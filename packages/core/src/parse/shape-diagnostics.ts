import {
  type Diagnostic,
  formatPath,
  nearestName,
  type Path,
  quote,
  suggestName,
} from "@fleet/diagnostics";
import type { core } from "zod/mini";
import { coreCodes } from "../codes.ts";
import { isHidden } from "../passwords/hidden-values.ts";
import { findAlias, findElsewhere } from "./key-aliases.ts";
import { findOtherForm, type OtherForm } from "./other-forms.ts";
import { cureOf, helpWithPassword } from "./shape-cures.ts";

type Issue = core.$ZodIssue;

/** One shape finding, and the part of the input that has to go before the rest can be judged. */
export interface ShapeFinding {
  readonly diagnostic: Diagnostic;
  /** The place of the value that does not fit; for an unknown key, the key's own place. */
  readonly misfit: Path;
  /** For an unknown key, the key that was likely meant. */
  readonly meant?: string | undefined;
}

/**
 * What is wrong with the shape of `input`, from what zod says about it. `keysAt` lists the keys that
 * a place takes. A key that is missing because it is misspelt is not also called missing.
 */
export function describeIssues(
  issues: readonly Issue[],
  input: unknown,
  keysAt: (path: Path) => readonly string[],
): ShapeFinding[] {
  const findings = issues.flatMap((issue) => describeIssue(issue, [], { input, keysAt }));
  const meant = new Set(findings.map(({ misfit, meant }) => placeOfMeant(misfit, meant)));
  return findings.filter(
    ({ diagnostic, misfit }) =>
      diagnostic.code !== "core/missing-key" || !meant.has(formatPath(misfit)),
  );
}

function placeOfMeant(misfit: Path, meant: string | undefined): string | undefined {
  return meant === undefined ? undefined : formatPath([...misfit.slice(0, -1), meant]);
}

interface Context {
  readonly input: unknown;
  readonly keysAt: (path: Path) => readonly string[];
}

function describeIssue(issue: Issue, prefix: Path, context: Context): ShapeFinding[] {
  const { input, keysAt } = context;
  const path: Path = [...prefix, ...issue.path.map(toKey)];
  if (issue.code === "invalid_union") {
    const other = findOtherForm(path, valueAt(input, path));
    if (other !== undefined) return [ofOtherForm(path, other)];
    const branch = fittingBranch(issue.errors);
    if (branch !== undefined) {
      return branch.flatMap((inner) => describeIssue(inner, path, context));
    }
    const choices = issue.errors.flatMap((errors) => errors.flatMap(choicesOf));
    return [misfit(path, { input, expected: unionExpectation(issue.errors), choices })];
  }
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => unknownKey(path, key, keysAt(path)));
  }
  return [misfit(path, { input, expected: expectation(issue), choices: choicesOf(issue) })];
}

function ofOtherForm(path: Path, { message, help }: OtherForm): ShapeFinding {
  return { misfit: path, diagnostic: coreCodes.create("wrong-type", message, { path, help }) };
}

/** The branch of a union that the value is of the right kind for, and fits best. */
function fittingBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  return branches
    .filter((issues) =>
      issues.every((issue) => issue.path.length > 0 || issue.code === "unrecognized_keys"),
    )
    .sort((a, b) => a.length - b.length)[0];
}

/** Keys that stand beside the one that says of which form it is. */
const furtherKeys: ReadonlySet<string> = new Set(["hosts", "options", "optional", "platforms"]);

function chooseForm(key: string, known: readonly string[]): string {
  const forms = known.filter((one) => !furtherKeys.has(one));
  return furtherKeys.has(key) ? "Take it out." : `Keep one of ${forms.map(quote).join(", ")}.`;
}

function unknownKey(owner: Path, key: string, known: readonly string[]): ShapeFinding {
  const path = [...owner, key];
  const other = findElsewhere(key, known);
  const nearest =
    other === undefined ? (findAlias(key, known) ?? nearestName(key, known)) : undefined;
  // A key of another branch of a union: right by itself, but not beside what stands there.
  const isOfOtherForm = known.includes(key);
  // The key itself may be the password.
  if (isHidden(path) && !isOfOtherForm && nearest === undefined) {
    return { misfit: path, diagnostic: unknownInPassword(owner) };
  }
  return {
    misfit: path,
    meant: isOfOtherForm ? undefined : nearest,
    diagnostic: coreCodes.create(
      "unknown-key",
      `The key ${quote(key)} means nothing ${isOfOtherForm ? "beside the others" : "here"}.`,
      {
        path,
        help: isOfOtherForm
          ? chooseForm(key, known)
          : (other ??
            (nearest === undefined
              ? suggestName(key, known, "key")
              : `Did you mean ${quote(nearest)}?`)),
      },
    ),
  };
}

function unknownInPassword(path: Path): Diagnostic {
  return coreCodes.create("unknown-key", "A key in here means nothing, and is not shown.", {
    path,
    help: helpWithPassword,
  });
}

interface Expected {
  readonly input: unknown;
  readonly expected: string;
  readonly choices: readonly string[];
}

function misfit(path: Path, { input, expected, choices }: Expected): ShapeFinding {
  const value = valueAt(input, path);
  const key = path.at(-1);
  // In a list nothing is missing, but for what was not defined.
  const missing = value === undefined && typeof key !== "number";
  const system = valueAt(input, [...path.slice(0, 2), "system"]);
  return {
    misfit: path,
    diagnostic: coreCodes.create(
      missing ? "missing-key" : "wrong-type",
      missing
        ? `${quote(key)} is missing.`
        : `This is ${describeValue(value, isHidden(path))}, where ${expected} belongs.`,
      {
        path,
        help: missing
          ? `${path.at(-3) === "sshKeys" && key === "hosts" ? "Write the line of the key alone, or add" : "Add"} ${quote(key)}: ${expected}.`
          : cureOf({ value, path, expected, choices, system }),
      },
    ),
  };
}

/** The texts that an issue says belong there. */
function choicesOf(issue: Issue): string[] {
  if (issue.code !== "invalid_value") return [];
  return issue.values.filter((value) => typeof value === "string");
}

function unionExpectation(branches: readonly (readonly Issue[])[]): string {
  const kinds = branches.flatMap((issues) => issues.filter((issue) => issue.path.length === 0));
  return [...new Set(kinds.map(expectation))].join(" or ");
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return kindNames.get(issue.expected) ?? `a value of the type ${issue.expected}`;
    case "invalid_value":
      return issue.values.length === 1
        ? quote(issue.values[0])
        : `one of ${listChoices(issue.values.map(quote))}`;
    case "too_small":
    case "too_big":
      return issue.origin === "array"
        ? "a list of exactly two numbers"
        : "a number in the range of integers";
    case "unrecognized_keys":
      return "an object without other keys";
    default:
      return "a value of another form";
  }
}

/** Of the many systems, the first are those that people have; the nearest is named beside them. */
function listChoices(choices: readonly string[]): string {
  if (choices.length <= 12) return choices.join(", ");
  return `${choices.slice(0, 8).join(", ")} and ${choices.length - 8} more`;
}

const kindNames: ReadonlyMap<string, string> = new Map([
  ["string", "a string"],
  ["number", "a whole number"],
  ["int", "a whole number"],
  ["boolean", "true or false"],
  ["array", "a list"],
  ["tuple", "a list of two numbers"],
  ["object", "an object"],
  ["record", "an object"],
]);

function describeValue(value: unknown, isSecret: boolean): string {
  if (value === null) return "null";
  if (value === undefined) return "undefined";
  if (Array.isArray(value)) return "a list";
  // What is no plain object has been told before.
  if (typeof value === "object") return "an object";
  if (isSecret) return `a ${typeof value}`;
  if (typeof value === "string") return `the string ${quote(value)}`;
  return `the ${typeof value} ${String(value)}`;
}

function valueAt(input: unknown, path: Path): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function toKey(key: PropertyKey): string | number {
  return typeof key === "symbol" ? String(key) : key;
}
