import { type Checked, type Diagnostic, quote, suggestName } from "@fleet/diagnostics";
import { type Access, listAccess, whatCanBeReadBy, whoCanRead } from "@fleet/secrets";
import { createProblem } from "../codes.ts";
import { pathFromRoot } from "../open/chosen-files.ts";
import type { SecretsProject } from "../open/secrets-project.ts";

/** Who may decrypt which of the known files: those that are encrypted, and those that a rule names. */
export function listKnownAccess(opened: SecretsProject): Access[] {
  return listAccess(opened.secrets, listKnownPaths(opened));
}

/** Who may decrypt one file, be it there or not, that somebody named from the folder of the world. */
export function findReaders(opened: SecretsProject, named: string): Checked<Access[]> {
  const { config, project, secrets } = opened;
  const { disk, folder } = project.world;
  const path = pathFromRoot(disk, named, { root: config.root, folder });
  if (path === undefined || path === "") {
    return refuse(
      createProblem("unknown-file", `${quote(named)} lies outside of the fleet's folder.`),
    );
  }
  const paths = listKnownPaths(opened);
  const access = whoCanRead(secrets, path, paths);
  if (access.length > 0) return { ok: true, value: access, diagnostics: [] };
  const message = `No rule is about ${quote(path)}, so that nobody is meant to read it.`;
  return refuse(createProblem("unknown-file", message, { help: suggestName(path, paths, "file") }));
}

/**
 * What a user, host or operator may decrypt, by the id alone or as `user:keith`. An id may be that of a user
 * and of a host; then both are meant.
 */
export function findReadable(opened: SecretsProject, id: string): Checked<Access[]> {
  const { secrets, project } = opened;
  const declared = project.fleet?.declared;
  const readers = [
    ...[...(declared?.users.keys() ?? [])].map((name) => `user:${name}`),
    ...[...(declared?.hosts.keys() ?? [])].map((name) => `host:${name}`),
    ...[...(declared?.operators.keys() ?? [])].map((name) => `operator:${name}`),
  ];
  const meant = readers.filter((reader) => reader === id || reader.endsWith(`:${id}`));
  if (meant.length === 0) {
    const names = readers.map((reader) => reader.slice(reader.indexOf(":") + 1));
    const message = `${quote(id)} is no user, host or operator.`;
    const help = suggestName(id, [...new Set(names)], "reader");
    return refuse(createProblem("unknown-reader", message, { help }));
  }
  const paths = listKnownPaths(opened);
  const access = meant.flatMap((reader) => whatCanBeReadBy(secrets, reader, paths));
  return { ok: true, value: access, diagnostics: [] };
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
