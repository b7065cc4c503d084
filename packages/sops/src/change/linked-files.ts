import { pathInside } from "@fleet/project/internal";
import { join } from "pathe";
import type { SecretsProject } from "../open/secrets-comparison.ts";

/** Where the links among the secret files lead: from each to the file itself, both from the root. */
export function followLinks({ scan }: SecretsProject): ReadonlyMap<string, string> {
  return scan.links;
}

/** The path of the file itself, from the root; undefined where it is gone, or leads out of the root. */
export function realPath(
  disk: SecretsProject["project"]["world"]["disk"],
  root: string,
  path: string,
): string | undefined {
  try {
    return pathInside(disk.resolve(root), disk.resolve(join(root, path)));
  } catch {
    return undefined;
  }
}
