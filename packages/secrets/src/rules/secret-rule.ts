import type { Fleet } from "@fleet/core";
import type { SecretFileDeclaration } from "@fleet/core/internal";
import type { Path } from "@fleet/diagnostics";

/** Who may decrypt the files of a path, as it is declared or holds by default. */
export interface SecretRule extends SecretFileDeclaration {
  /** Where it is declared; undefined for a default rule. */
  readonly origin?: Path | undefined;
}

/** The declared rules with their places, in the order of the declaration. */
export function listRules({ secrets }: Fleet): SecretRule[] {
  const files = secrets?.files ?? [];
  return files.map((rule, index) => ({ ...rule, origin: ["secrets", "files", index] }));
}
