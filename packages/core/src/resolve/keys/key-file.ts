import type { Diagnostic, Outcome, Path } from "@fleet/diagnostics";
import { holdsPrivateKey, quote } from "@fleet/diagnostics";
import { coreCodes } from "../../codes.ts";
import { relativePathProblem } from "../../declaration/names.ts";
import { type Surroundings, untrackedFile } from "../surroundings.ts";

/** A file with public keys, from the root, and the place of the declaration that names it. */
export interface KeyFile {
  readonly file: string;
  readonly path: Path;
}

/** A line of a key file, without the space around it. */
export interface KeyFileLine {
  readonly text: string;
  /** From 1 on. */
  readonly number: number;
}

/**
 * The lines of a key file, but for empty ones and comments: each is for the caller to judge. Undefined
 * where nobody may or can read it, or it holds a private key, which is reported, here or before.
 */
export function readKeyFile(
  { file, path }: KeyFile,
  surroundings: Surroundings,
): Outcome<readonly KeyFileLine[] | undefined> {
  // A path that leads out of the root has been reported.
  if (relativePathProblem(file) !== undefined) return { value: undefined, diagnostics: [] };
  const text = surroundings.contents.get(file);
  if (text === undefined) {
    const isReported = surroundings.unreadable?.has(file) === true;
    const diagnostics = isReported ? [] : [missingKeyFile({ file, path })];
    return { value: undefined, diagnostics };
  }
  // Nix compares the file with what was computed from it, so that a flake has to see it.
  const isTracked = surroundings.tracked?.has(file) ?? true;
  const untracked = isTracked ? [] : [untrackedFile(file, path, surroundings)];
  // Which is not to be given to git on top of it.
  if (holdsPrivateKey(text)) {
    return { value: undefined, diagnostics: [privateKeyFile({ file, path })] };
  }
  const lines = text.split(/\r?\n/).map((raw, index) => ({ text: raw.trim(), number: index + 1 }));
  const value = lines.filter((line) => line.text !== "" && !line.text.startsWith("#"));
  return { value, diagnostics: untracked };
}

function missingKeyFile({ file, path }: KeyFile): Diagnostic {
  return coreCodes.create("missing-key-file", `The key file ${quote(file)} does not exist.`, {
    path,
    help: "Put the public key there, or correct the path; it is taken from the fleet's root.",
  });
}

function privateKeyFile({ file, path }: KeyFile): Diagnostic {
  return coreCodes.create("bad-ssh-key", `There is a private key in ${quote(file)}.`, {
    path,
    file,
    help: "Name the .pub file instead. If others could read this one, make a new key.",
  });
}

/** The finding that a key file holds no key; `help` says what to write. */
export function emptyKeyFile({ file, path }: KeyFile, help: string): Diagnostic {
  return coreCodes.create("bad-ssh-key", `There is no key in ${quote(file)}.`, {
    path,
    file,
    help,
  });
}
