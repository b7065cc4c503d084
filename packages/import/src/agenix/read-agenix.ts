import { compareNames, type Diagnostic, type Outcome, quote } from "@fleet/diagnostics";
import type { NixEvaluator } from "@fleet/nix-eval";
import type { World } from "@fleet/project";
import { listRootFiles } from "@fleet/project/internal";
import { importCodes } from "../codes.ts";
import { readAgeFileHead } from "./age-files.ts";
import { compareStanzas } from "./age-state.ts";
import { type AskedRule, askRules } from "./ask-rules.ts";
import { findUses } from "./file-uses.ts";
import type { FoundAgeFile, FoundAgenix } from "./found-agenix.ts";
import { nameKeys } from "./key-names.ts";
import { placeAgeFile } from "./rule-paths.ts";
import { createTextReader, findRulesFiles, type RulesFile } from "./rules-files.ts";
import { readSaidKeys, type SaidKeys } from "./said-keys.ts";

export type { FoundAgeFile, FoundAgenix } from "./found-agenix.ts";
export { proposeForAgenix } from "./propose-for-agenix.ts";

/** Reads each `secrets.nix`; undefined where there is none. */
export async function readAgenix(
  world: World,
  root: string,
  evaluate: NixEvaluator["evaluate"] | undefined,
): Promise<Outcome<FoundAgenix | undefined>> {
  const paths = listRootFiles(world.disk, root);
  const { readText, diagnostics: unread } = createTextReader(world.disk, root);
  const files = findRulesFiles(paths, readText);
  const diagnostics: Diagnostic[] = [...unread];
  const said = new Map<string, SaidFile>();
  let isAny = false;
  for (const rulesFile of files) {
    if (evaluate === undefined) {
      isAny = true;
      diagnostics.push(describeUnasked(rulesFile));
      continue;
    }
    const asked = await askRules(evaluate, root, rulesFile.path);
    diagnostics.push(...asked.diagnostics);
    if (asked.rules === undefined) continue;
    isAny = true;
    for (const [name, rule] of asked.rules) {
      const outcome = placeRule({ name, rule, rulesFile, paths });
      diagnostics.push(...outcome.diagnostics);
      const { value } = outcome;
      if (value === undefined) continue;
      const known = said.get(value.path);
      if (known === undefined) said.set(value.path, value);
      else diagnostics.push(describeTwice(known, rulesFile));
    }
  }
  if (!isAny) return { value: undefined, diagnostics };
  const listed = [...said.values()].sort((a, b) => compareNames(a.path, b.path));
  const uses = findUses(paths, readText, new Set(listed.map(({ path }) => lastName(path))));
  const known = new Set(listed.flatMap(({ keys }) => keys.map(({ recipient }) => recipient)));
  const secrets = listed.map((one): FoundAgeFile => {
    const recipients = one.keys.map(({ recipient }) => recipient);
    const head = readAgeFileHead(world.disk, root, one.path);
    return {
      path: one.path,
      recipients,
      isPresent: head !== undefined,
      rulesFile: one.rulesFile.path,
      state: head && compareStanzas(head, recipients, known),
      usedIn: uses.get(lastName(one.path)) ?? [],
    };
  });
  const unruled = [...paths]
    .filter((path) => path.endsWith(".age") && !said.has(path))
    .filter((path) => readAgeFileHead(world.disk, root, path) !== undefined)
    .sort(compareNames);
  const value = {
    keys: { owners: listOwners(listed) },
    secrets,
    unruled,
    isRekeyed: readText("flake.nix")?.includes("agenix-rekey") ?? false,
  };
  return { value, diagnostics };
}

/** A file that a `secrets.nix` names, and the keys that it is encrypted to. */
interface SaidFile {
  readonly path: string;
  readonly keys: SaidKeys["keys"];
  readonly rulesFile: RulesFile;
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

/** The owners of all keys; a key is named where it is used first. */
function listOwners(listed: readonly SaidFile[]): FoundAgenix["keys"]["owners"] {
  const seen = new Set<string>();
  const byFile = Map.groupBy(listed, ({ rulesFile }) => rulesFile);
  const sources = new Map(
    [...byFile.keys()].flatMap(({ sources: files }) => files.map((file) => [file.path, file])),
  );
  const keys = listed
    .flatMap((one) => one.keys)
    .filter(({ recipient }) => !seen.has(recipient) && seen.add(recipient));
  const [first] = byFile.keys();
  return nameKeys(keys, [...sources.values()], first?.path ?? "secrets.nix");
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

function lastName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
