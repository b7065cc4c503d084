import type { Fleet } from "@fleet/core";
import { type HostSecretDeclaration, isNixName, relativePathProblem } from "@fleet/core/internal";
import { compareNames, type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import { defaultSecretRules } from "../rules/default-rules.ts";
import { createPathTest, parsePattern, patternProblem } from "../rules/path-pattern.ts";
import { refuse } from "./secret-values.ts";

type Secrets = ReadonlyMap<string, HostSecretDeclaration>;

/** The names of somebody's secrets, which become files in one folder, and where they are put. */
export function* checkTargets(
  secrets: Secrets,
  placeOf: (name: string) => Path,
): Iterable<Diagnostic> {
  const targets = new Map<string, string>();
  for (const [name, { path: target }] of secrets) {
    yield* checkName(name, secrets, placeOf(name));
    if (target === undefined) continue;
    const earlier = targets.get(target);
    if (earlier === undefined) targets.set(target, name);
    else {
      const message = `${quote(name)} and ${quote(earlier)} have one path, ${quote(target)}.`;
      const help = "Give each a path of its own, or leave it out.";
      yield refuse(message, { path: [...placeOf(name), "path"], help });
    }
  }
}

function* checkName(name: string, secrets: Secrets, path: Path): Iterable<Diagnostic> {
  const at = { path };
  const parts = name.split("/");
  const isOdd = !/^[A-Za-z0-9_][\w.+/-]*$/.test(name) || isNixName(name);
  if (isOdd || parts.some((part) => ["", ".", ".."].includes(part))) {
    // Where a password names its secret, somebody may have written the password itself.
    const told = path.includes("password") ? "This" : quote(name);
    yield refuse(`${told} cannot be the name of a secret: it becomes a path below /run/secrets.`, {
      ...at,
      help: 'Use letters, digits, "_", "-", "." and, between them, "/".',
    });
    return;
  }
  const folders = parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join("/"));
  const taken = folders.find((folder) => secrets.has(folder));
  if (taken === undefined) return;
  yield refuse(`${quote(name)} lies in ${quote(taken)}, which is a secret, and so a file.`, {
    ...at,
    help: "Rename one of the two.",
  });
}

/** The file of a secret that names one: a plain path from the root. */
export function* checkOwnFile(file: string | undefined, path: Path): Iterable<Diagnostic> {
  const problem = file === undefined ? undefined : fileProblem(file);
  if (problem === undefined) return;
  yield refuse(`${quote(file)} cannot be a secret file. ${problem}`, {
    path: [...path, "file"],
    help: 'Write the path of one file from the root, such as "secrets/shared.yaml".',
  });
}

function fileProblem(file: string): string | undefined {
  if (file.includes("*")) return "A wildcard stands for many files, and a secret comes from one.";
  if (/[{}]/.test(file)) return "Nothing is put in the place of braces here.";
  return relativePathProblem(file);
}

interface DefaultFile {
  readonly field: "hostFile" | "userFile";
  readonly placeholder: "{host}" | "{user}";
  /** The ids of those who have secrets that name no file. */
  readonly ids: readonly string[];
}

/** The files that secrets come from which name none: one for each host or user. */
export function* checkDefaultFiles(fleet: Fleet): Iterable<Diagnostic> {
  const { hosts, users } = fleet;
  const namesNone = ([, { secrets }]: readonly [string, { readonly secrets: Secrets }]) =>
    [...secrets.values()].some(({ file }) => file === undefined);
  const listIds = (all: readonly (readonly [string, { readonly secrets: Secrets }])[]) =>
    all
      .filter(namesNone)
      .map(([id]) => id)
      .sort(compareNames);
  const ofHosts = { field: "hostFile", placeholder: "{host}", ids: listIds([...hosts]) } as const;
  const ofUsers = { field: "userFile", placeholder: "{user}", ids: listIds([...users]) } as const;
  yield* checkDefaultFile(fleet, ofHosts);
  yield* checkDefaultFile(fleet, ofUsers);
}

function* checkDefaultFile(
  { secrets }: Fleet,
  { field, placeholder, ids }: DefaultFile,
): Iterable<Diagnostic> {
  if (secrets === undefined) return;
  const file = secrets[field];
  const path = ["secrets", field];
  const example = `"secrets/${field === "hostFile" ? "hosts" : "users"}/${placeholder}.yaml"`;
  const problem = fileProblem(file.replaceAll(placeholder, "x"));
  if (problem !== undefined) {
    const why = /[{}]/.test(file) ? `Only ${placeholder} is filled in here.` : problem;
    const message = `${quote(file)} cannot be where secrets come from. ${why}`;
    yield refuse(message, { path, help: `Write a path from the root, such as ${example}.` });
    return;
  }
  const [first, second] = ids;
  if (file.includes(placeholder) || second === undefined || isRuledPlainly(secrets, file)) return;
  const rest = ids.length > 2 ? ` and ${ids.length - 2} more` : "";
  yield refuse(
    `${quote(first)}, ${quote(second)}${rest} would share ${quote(file)}, and no rule says that they may.`,
    {
      path,
      help: `Put ${placeholder} into it, such as ${example}; if they are to share it, declare a rule for it in \`secrets.files\`.`,
    },
  );
}

/** Whether a rule that is meant for several is about a path: then to share it is no accident. */
function isRuledPlainly(
  { files, defaultRules }: NonNullable<Fleet["secrets"]>,
  file: string,
): boolean {
  const rules = [...files, ...(defaultRules ? defaultSecretRules : [])];
  return rules.some(
    ({ path }) =>
      !/[{}]/.test(path) &&
      patternProblem(path) === undefined &&
      createPathTest(parsePattern(path))(file),
  );
}
