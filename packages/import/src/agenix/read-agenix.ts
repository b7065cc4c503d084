import { compareNames, type Outcome } from "@fleet/diagnostics";
import type { NixEvaluator } from "@fleet/nix-eval";
import type { World } from "@fleet/project";
import { listRootFiles } from "@fleet/project/internal";
import { readAgeFileHead } from "./age-files.ts";
import { compareStanzas } from "./age-state.ts";
import { findUses } from "./file-uses.ts";
import type { FoundAgeFile, FoundAgenix } from "./found-agenix.ts";
import { nameKeys } from "./key-names.ts";
import { createTextReader, findRulesFiles } from "./rules-files.ts";
import { readSaidFiles, type SaidFile } from "./said-files.ts";

export type { FoundAgenix } from "./found-agenix.ts";
export { proposeForAgenix } from "./plan/propose-for-agenix.ts";

/** Reads each `secrets.nix`; undefined where there is none, and no file of age in a flake that speaks of agenix. */
export async function readAgenix(
  world: World,
  root: string,
  evaluate: NixEvaluator["evaluate"] | undefined,
): Promise<Outcome<FoundAgenix | undefined>> {
  const paths = listRootFiles(world.disk, root);
  const { readText, diagnostics: unread } = createTextReader(world.disk, root);
  const rulesFiles = findRulesFiles(paths, readText);
  const { value: said, diagnostics } = await readSaidFiles(rulesFiles, { evaluate, root, paths });
  const all = [...unread, ...diagnostics];
  const flake = readText("flake.nix") ?? "";
  // Those of agenix-rekey have no rules file; those of somebody's passwords are nobody's matter here.
  if (!said.isAny && !flake.includes("agenix")) return { value: undefined, diagnostics: all };
  const listed = [...said.files.values()].sort((a, b) => compareNames(a.path, b.path));
  const uses = findUses(paths, readText, new Set(listed.map(({ path }) => lastName(path))));
  const known = new Set(listed.flatMap(({ keys }) => keys.map(({ recipient }) => recipient)));
  const secrets = listed.map(({ path, keys, rulesFile }): FoundAgeFile => {
    const recipients = keys.map(({ recipient }) => recipient);
    const head = readAgeFileHead(world.disk, root, path);
    return {
      path,
      recipients,
      isPresent: head !== undefined,
      rulesFile: rulesFile.path,
      state: head && compareStanzas(head, recipients, known),
      usedIn: uses.get(lastName(path)) ?? [],
    };
  });
  const unruled = [...paths]
    .filter((path) => path.endsWith(".age") && !said.files.has(path))
    .filter((path) => readAgeFileHead(world.disk, root, path) !== undefined)
    .sort(compareNames);
  if (!said.isAny && unruled.length === 0) return { value: undefined, diagnostics: all };
  const isRekeyed = flake.includes("agenix-rekey");
  return {
    value: { keys: { owners: listOwners(listed) }, secrets, unruled, isRekeyed },
    diagnostics: all,
  };
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

function lastName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
