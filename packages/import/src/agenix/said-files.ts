import { type Diagnostic, type Outcome, quote } from "@fleet/diagnostics";
import type { NixEvaluator } from "@fleet/nix-eval";
import { importCodes } from "../codes.ts";
import { type AskedRule, askRules } from "./ask-rules.ts";
import type { UsedKey } from "./key-names.ts";
import { placeAgeFile } from "./rule-paths.ts";
import type { RulesFile } from "./rules-files.ts";
import { readSaidKeys } from "./said-keys.ts";

/** A file that a `secrets.nix` names, and the keys that it is encrypted to. */
export interface SaidFile {
  readonly path: string;
  readonly keys: readonly UsedKey[];
  readonly rulesFile: RulesFile;
}

/** What every `secrets.nix` says. */
export interface SaidFiles {
  /** By their paths. */
  readonly files: ReadonlyMap<string, SaidFile>;
  /** Whether any of them is one of agenix, as far as that can be known. */
  readonly isAny: boolean;
}

/** What is asked, and where files are. */
export interface RulesQuestion {
  readonly evaluate: NixEvaluator["evaluate"] | undefined;
  readonly root: string;
  readonly paths: ReadonlySet<string>;
}

/** Asks one `secrets.nix` after the other; of a file that two name, the first counts. */
export async function readSaidFiles(
  rulesFiles: readonly RulesFile[],
  { evaluate, root, paths }: RulesQuestion,
): Promise<Outcome<SaidFiles>> {
  const files = new Map<string, SaidFile>();
  const diagnostics: Diagnostic[] = [];
  let isAny = false;
  for (const rulesFile of rulesFiles) {
    if (evaluate === undefined) {
      isAny = true;
      diagnostics.push(describeUnasked(rulesFile));
      continue;
    }
    const asked = await askRules(evaluate, root, rulesFile.path);
    diagnostics.push(...asked.diagnostics);
    isAny ||= asked.rules !== undefined;
    for (const [name, rule] of asked.rules ?? []) {
      const placed = placeRule({ name, rule, rulesFile, paths });
      diagnostics.push(...placed.diagnostics);
      if (placed.value === undefined) continue;
      const known = files.get(placed.value.path);
      if (known === undefined) files.set(placed.value.path, placed.value);
      else diagnostics.push(describeTwice(known, rulesFile));
    }
  }
  return { value: { files, isAny }, diagnostics };
}

interface Rule {
  readonly name: string;
  readonly rule: AskedRule;
  readonly rulesFile: RulesFile;
  readonly paths: ReadonlySet<string>;
}

function placeRule({ name, rule, rulesFile, paths }: Rule): Outcome<SaidFile | undefined> {
  const warn = (message: string, help: string) =>
    importCodes.create("unread-agenix", message, { file: rulesFile.path, help });
  const path = placeAgeFile(name, rulesFile.path, paths);
  if (path === undefined) {
    const message = `${quote(name)} leads out of the repository, and was passed over.`;
    const help = "Name files below the folder of the flake.";
    return { value: undefined, diagnostics: [warn(message, help)] };
  }
  if (rule === undefined) {
    const message = `The public keys of ${quote(name)} are no list of texts, or throw.`;
    const help = `\`nix eval --file ${rulesFile.path}\` shows what they come to.`;
    return { value: { path, keys: [], rulesFile }, diagnostics: [warn(message, help)] };
  }
  const { keys, problems } = readSaidKeys(rule);
  const diagnostics = problems.map((problem) =>
    warn(`${quote(name)} has a key that age cannot encrypt to. ${problem}`, "Take it out there."),
  );
  return { value: { path, keys, rulesFile }, diagnostics };
}

function describeUnasked({ path }: RulesFile): Diagnostic {
  const message = `${quote(path)} is in Nix, and there is no Nix to ask who reads its secrets.`;
  const help = "Run this where there is Nix, or leave the files to agenix.";
  return importCodes.create("unread-agenix", message, { file: path, help });
}

function describeTwice({ path, rulesFile: first }: SaidFile, second: RulesFile): Diagnostic {
  const message = `${quote(path)} stands in ${quote(first.path)}, too, which is the one that counts here.`;
  const help = "Take one of the two out.";
  return importCodes.create("unread-agenix", message, { file: second.path, help });
}
