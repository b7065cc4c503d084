import { type Checked, type Diagnostic, quote, suggestName } from "@fleet/diagnostics";
import { type ComparedAccess, type ComparedFiles, compareAccess } from "@fleet/secrets";
import { createProblem } from "../codes.ts";
import { pathFromRoot } from "../open/chosen-files.ts";
import type { SecretsProject } from "../open/secrets-comparison.ts";

/**
 * Who should be able to decrypt which of the known files, and who can: of those that are encrypted, and
 * those that a rule is about, be they encrypted, readable, there, or not.
 */
export function listKnownAccess(opened: SecretsProject): ComparedFiles {
  return compareKnown(opened, listKnownPaths(opened));
}

function compareKnown({ secrets, scan }: SecretsProject, paths: readonly string[]): ComparedFiles {
  // What nobody declares and cannot be read is of no account.
  const unread = scan.diagnostics.flatMap(({ severity, file = "" }) =>
    severity === "error" && scan.unread.has(file) ? [file] : [],
  );
  return compareAccess(secrets, { files: scan.files, paths, unread });
}

/** The same of one file, be it there or not, that somebody named from the folder of the world. */
export function findReaders(opened: SecretsProject, named: string): Checked<ComparedFiles> {
  const { config, project, scan } = opened;
  const { disk, folder } = project.world;
  const path = pathFromRoot(disk, named, { root: config.root, folder });
  if (path === undefined || path === "") {
    return refuse(
      createProblem("unknown-file", `${quote(named)} lies outside of the fleet's folder.`),
    );
  }
  const paths = listKnownPaths(opened);
  const all = compareKnown(opened, [...paths, path]);
  const isNamed = (one: { readonly path: string }) => one.path === path;
  const value = choose(all, isNamed, isNamed);
  const isThere = scan.files.some((file) => file.path === path) || scan.unread.has(path);
  if (isThere || value.access.length > 0) return { ok: true, value, diagnostics: [] };
  const message = `No rule is about ${quote(path)}, so that nobody is meant to read it.`;
  return refuse(createProblem("unknown-file", message, { help: suggestName(path, paths, "file") }));
}

/**
 * The same of a user, host, service account or operator, by the id alone or as `user:keith`, also of one that has left as
 * long as a file knows the key. An id may be that of a user and of a host; then both are meant.
 */
export function findReadable(opened: SecretsProject, id: string): Checked<ComparedFiles> {
  const declared = listDeclared(opened);
  const all = listKnownAccess(opened);
  const isMeant = (reader: string) => reader === id || reader.endsWith(`:${id}`);
  const meant = new Set(declared.filter(isMeant));
  const value = choose(
    all,
    ({ reader, former }) => meant.has(reader) || (former !== undefined && isMeant(former.reader)),
    // What is not known of a file may be that this reader can decrypt it.
    ({ reading }) => reading === "not-understood",
  );
  if (meant.size > 0 || value.access.length > 0) return { ok: true, value, diagnostics: [] };
  const names = declared.map((reader) => reader.slice(reader.indexOf(":") + 1));
  const message = `${quote(id)} is no user, host, service account or operator.`;
  const help = suggestName(id, [...new Set(names)], "reader");
  return refuse(createProblem("unknown-reader", message, { help }));
}

/** Some of the access, and the files that it is about. */
function choose(
  { files, access }: ComparedFiles,
  isChosen: (one: ComparedAccess) => boolean,
  isFileChosen: (file: ComparedFiles["files"][number]) => boolean,
): ComparedFiles {
  const chosen = access.filter(isChosen);
  const paths = new Set(chosen.map(({ path }) => path));
  return {
    files: files.filter((file) => paths.has(file.path) || isFileChosen(file)),
    access: chosen,
  };
}

function listDeclared({ secrets }: SecretsProject): string[] {
  const { recipients, readers = new Set(recipients.keys()) } = secrets.keyring;
  return [...readers];
}

/** The encrypted files, and those that a rule names which do not exist yet. */
function listKnownPaths({ status, secrets }: SecretsProject): string[] {
  const named = secrets.rules
    .map(({ pattern }) => pattern.text)
    .filter((text) => !text.includes("*"));
  const present = status.files.flatMap(({ file, kind }) => (kind === "secret" ? file.path : []));
  return [...new Set([...present, ...named])];
}

function refuse(diagnostic: Diagnostic): Checked<never> {
  return { ok: false, diagnostics: [diagnostic] };
}
