import type { Diagnostic } from "@fleet/diagnostics";
import { describeThrown } from "@fleet/diagnostics";
import { isAbsolute, relative } from "pathe";
import { createProblem } from "../codes.ts";
import type { Disk } from "../world/disk.ts";
import { isText } from "./bytes.ts";

/** No file that people write for fleet comes near this, in bytes. */
const sizeLimit = 32 * 1024 * 1024;

/** The bytes of a file, or what kept it from being read. */
export type LocalFile =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly diagnostic: Diagnostic };

/**
 * Reads a text file below the root. It has to be a regular file of moderate size in UTF-8, and after
 * all symbolic links it has to lie below the root: what lies outside is in no flake, and may be a
 * secret of this machine. `name` is the path that messages speak of, from the root.
 */
export function readLocalFile(
  disk: Disk,
  { root, path, name }: { readonly root: string; readonly path: string; readonly name: string },
): LocalFile {
  try {
    const real = disk.resolve(path);
    if (pathInside(root, real) === undefined) return fail("file-outside-root", outside(name), name);
    const stats = disk.follow(real);
    const what = `${JSON.stringify(name)}`;
    if (stats?.kind !== "file")
      return fail("unreadable-file", `${what} is not a regular file.`, name);
    if (stats.size > sizeLimit) {
      const size = `${Math.round(stats.size / 1024 / 1024)} MiB`;
      return fail("too-large", `${what} holds ${size}; fleet reads at most 32 MiB.`, name);
    }
    const bytes = disk.read(real);
    if (!isText(bytes)) return fail("bad-file", `${what} is not text in UTF-8.`, name);
    return { ok: true, bytes };
  } catch (error) {
    const why = describeThrown(error);
    return fail("unreadable-file", `${JSON.stringify(name)} cannot be read: ${why}`, name);
  }
}

/** A path relative to a folder and parted by "/", or undefined where it does not lie below it. */
export function pathInside(folder: string, path: string): string | undefined {
  const inner = relative(folder, path);
  const isOutside = inner === "" || inner === ".." || inner.startsWith("../");
  return isOutside || isAbsolute(inner) ? undefined : inner;
}

function outside(name: string): string {
  return `${JSON.stringify(name)} leads out of the fleet's folder, where no flake can see it.`;
}

type FileProblem = "bad-file" | "file-outside-root" | "too-large" | "unreadable-file";

const helps: { readonly [K in FileProblem]: string } = {
  "bad-file": "Save it as text in UTF-8, or name another file.",
  "file-outside-root": "Put a copy into the fleet's folder in place of the link.",
  "too-large": "Name the file that was meant.",
  "unreadable-file": "Name a file that you may read.",
};

function fail(problem: FileProblem, message: string, file: string): LocalFile {
  return { ok: false, diagnostic: createProblem(problem, message, { file, help: helps[problem] }) };
}
