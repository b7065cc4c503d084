import type { Fleet, ResolvedFleet } from "@fleet/core";
import { compareNames, type Outcome, type Path, quote } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import { patternProblem } from "./path-pattern.ts";

/** Where clan keeps its `sops` and `vars`. */
export interface ClanFolder {
  /** From the root, with a slash behind it; "" for the root itself. */
  readonly folder: string;
  /** Where it is declared. */
  readonly origin: Path;
  /** The hosts that clan deploys, in order. */
  readonly hosts: readonly string[];
}

/** The declared folder; undefined where none is declared, or it is no folder below the root. */
export function resolveClanFolder(
  { secrets }: Fleet,
  resolved: ResolvedFleet,
): Outcome<ClanFolder | undefined> {
  const text = secrets?.clanFolder;
  if (text === undefined) return { value: undefined, diagnostics: [] };
  const origin: Path = ["secrets", "clanFolder"];
  const folder = readClanFolder(text);
  if (folder === undefined) {
    const message = `${quote(text)} is no folder below the fleet's root.`;
    const help = `Write "." where clan's sops and vars lie in the root, or the path of their folder from there, such as "clan".`;
    return {
      value: undefined,
      diagnostics: [secretsCodes.create("bad-path", message, { path: origin, help })],
    };
  }
  const hosts = [...resolved.hosts.values()].filter(({ deploy }) => deploy.engine === "clan");
  const value = { folder, origin, hosts: hosts.map(({ id }) => id).sort(compareNames) };
  return { value, diagnostics: [] };
}

/** A folder with a slash behind it, "" for the root itself, or undefined where a text is none below the root. */
export function readClanFolder(text: string): string | undefined {
  const path = text.replace(/^\.\//, "").replace(/\/$/, "");
  if (path === "." || (path === "" && text !== "" && text !== "/")) return "";
  const isFolder = patternProblem(path) === undefined && !/[*{}]/.test(path);
  return isFolder ? `${path}/` : undefined;
}
