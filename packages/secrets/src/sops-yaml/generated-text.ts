/** Where sops looks for its rules, relative to the fleet's root. */
export const sopsYamlPath = ".sops.yaml";

/** What the first line of a `.sops.yaml` that fleet wrote says. */
const header = " Written by `fleet generate` from the declaration: change that, not this file.";

/**
 * The comment that a generated `.sops.yaml` begins with, without the `#` of its lines. With a digest,
 * or what stands for one until the text is hashed, a second line holds it.
 */
export function generatedComment(digest: string | undefined): string {
  return digest === undefined ? header : `${header}\n "generated": "${digest}"`;
}

/** Whether a `.sops.yaml` was written by fleet, whatever became of it since. */
export function isGenerated(text: string): boolean {
  return text.startsWith(`#${header}`);
}
