import { defaultSecretFiles, relativePathProblem } from "@fleet/core/internal";
import { countValues } from "../frequency.ts";

/** Files that secrets come from, and whose they are. */
export interface OwnedFile {
  readonly owner: string;
  readonly file: string;
}

/**
 * The path, with a name in braces for whose it is, from which most secrets come; undefined where that is what a
 * declaration takes by itself, or where there is none.
 */
export function chooseSecretFile(kind: "host" | "user", files: readonly OwnedFile[]): string {
  const templates = files.flatMap(({ owner, file }) => templateOf(kind, owner, file) ?? []);
  return countValues(templates)[0]?.value ?? defaultSecretFiles[kind];
}

function templateOf(kind: "host" | "user", owner: string, file: string): string | undefined {
  if (/[{}*]/.test(file) || relativePathProblem(file) !== undefined) return undefined;
  const segments = file.split("/").map((segment) => {
    if (segment === owner) return `{${kind}}`;
    return segment.startsWith(`${owner}.`) ? `{${kind}}${segment.slice(owner.length)}` : segment;
  });
  const template = segments.join("/");
  return template === file ? undefined : template;
}
