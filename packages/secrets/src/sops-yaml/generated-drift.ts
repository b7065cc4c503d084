import { type Diagnostic, quote } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import type { Keyring } from "../keys/keyring.ts";
import { nameRecipient } from "../keys/recipient-name.ts";
import { sopsYamlPath } from "./generated-text.ts";
import { type SopsConfig, type SopsRule, startOf } from "./sops-config.ts";

/** A `.sops.yaml` under fleet's header, and what fleet would write. */
export interface GeneratedView {
  readonly config: SopsConfig;
  /** What fleet would write, read back; undefined where it would write none. */
  readonly wanted: SopsConfig | undefined;
  readonly keyring: Keyring;
  /** What mends it. */
  readonly help: string;
}

/** The rules of a `.sops.yaml` that are no declared ones, and whom they would let read; what else sops obeys in it. */
export function* reportAdditions({
  config,
  wanted,
  keyring,
  help,
}: GeneratedView): Iterable<Diagnostic> {
  const known = new Set((wanted?.rules ?? []).map(({ pathRegex }) => pathRegex));
  for (const rule of config.rules) {
    const position = startOf(rule);
    if (!known.has(rule.pathRegex)) {
      const message = `${sopsYamlPath} has a rule for ${describePaths(rule)} that is not declared: by it, ${listReaders(rule, keyring)} can read new files.`;
      yield drift(message, { position, help });
    } else if (rule.others.length > 0) {
      const message = `${sopsYamlPath} says ${listFields(rule.others)} of ${describePaths(rule)}, which is not declared.`;
      yield drift(message, { position, help });
    }
  }
  if (config.others.length === 0) return;
  const message = `${sopsYamlPath} holds ${listFields(config.others)}, which sops obeys and nobody declared.`;
  yield drift(message, { help });
}

/** That a `.sops.yaml` under fleet's header is not what fleet would write, by the first line that differs. */
export function reportOtherText(
  text: string,
  wanted: string | undefined,
  help: string,
): Diagnostic {
  const line = findOtherLine(text, wanted ?? "");
  const [there, own] = [text, wanted ?? ""].map((one) => one.split("\n")[line - 1]);
  const isDigest = line === 2 && [there, own].some((one) => one?.includes('"generated"'));
  const difference = isDigest
    ? "its digest is not that of what fleet writes"
    : there === undefined
      ? "it ends too early"
      : `there stands ${quote(there)}${own === undefined ? ", where it should end" : `, where ${quote(own)} belongs`}`;
  const message = `${sopsYamlPath} was changed since fleet wrote it: on line ${line}, ${difference}.`;
  return drift(message, { position: { line, column: 1 }, help });
}

/** The first line, from 1, in which two different texts differ. */
function findOtherLine(a: string, b: string): number {
  const [left, right] = [a.split("\n"), b.split("\n")];
  const index = left.findIndex((line, at) => line !== right[at]);
  return (index === -1 ? left.length : index) + 1;
}

function describePaths({ pathRegex }: SopsRule): string {
  return pathRegex === undefined ? "every path" : quote(pathRegex);
}

function listReaders({ groups }: SopsRule, keyring: Keyring): string {
  const names = [...new Set(groups.flat().map((id) => nameRecipient(keyring, id)))];
  return names.length === 0 ? "nobody" : names.join(", ");
}

function listFields(fields: readonly string[]): string {
  return fields.map((field) => `\`${field}\``).join(" and ");
}

function drift(message: string, details: Partial<Diagnostic>): Diagnostic {
  return secretsCodes.create("sops-yaml-drift", message, { file: sopsYamlPath, ...details });
}
