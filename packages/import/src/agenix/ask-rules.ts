import { type Diagnostic, isError, quote } from "@fleet/diagnostics";
import type { JsonValue, NixEvaluator } from "@fleet/nix-eval";
import { importCodes } from "../codes.ts";
import { entriesOf, isRecord, valueAt } from "../json-record.ts";
import { rulesFunction } from "./rules-function.ts";

/** What a `secrets.nix` says, by the names in it; undefined for a file that is none of agenix's, or has no answer. */
export interface AskedRules {
  readonly rules: ReadonlyMap<string, AskedRule> | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** The public keys of one file, as they stand there; undefined where they have no value. */
export type AskedRule = readonly string[] | undefined;

/** A `secrets.nix` reads some files of its repository, and takes no longer than this, in milliseconds. */
const timeLimit = 60_000;

/**
 * Evaluates a `secrets.nix` as agenix does (`nix eval --file`), but so that it sees nothing beyond the repository and
 * what NIX_PATH names: no other file of whoever runs this, nor the environment, nor the network; and nothing is built.
 */
export async function askRules(
  evaluate: NixEvaluator["evaluate"],
  root: string,
  path: string,
): Promise<AskedRules> {
  const result = await evaluate({
    kind: "file",
    file: `${root}/${path}`,
    apply: rulesFunction,
    timeLimit,
    nixArguments: [
      ...["--restrict-eval", "-I", `repository=${root}`],
      ...["--option", "allow-import-from-derivation", "false"],
      ...["--option", "allowed-uris", ""],
    ],
  });
  if (!result.ok) return { rules: undefined, diagnostics: describe(path, result.diagnostics) };
  return { rules: readRules(result.value), diagnostics: [] };
}

function readRules(value: JsonValue): ReadonlyMap<string, AskedRule> | undefined {
  const rules = entriesOf(value).filter(([, rule]) => isRecord(rule));
  if (rules.length === 0) return undefined;
  return new Map(
    rules.map(([name, rule]) => {
      const keys = valueAt(rule, "keys");
      const isWhole = Array.isArray(keys) && keys.every((key) => typeof key === "string");
      return [name, isWhole ? keys : undefined];
    }),
  );
}

function describe(path: string, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const message = `${quote(path)} cannot be evaluated, so that nobody knows who reads its secrets.`;
  const help = "Mend what Nix says; it may read nothing but files of the repository.";
  return [
    importCodes.create("unread-agenix", message, { file: path, help }),
    ...diagnostics.filter(isError).map((finding) => ({ ...finding, severity: "warning" as const })),
  ];
}
