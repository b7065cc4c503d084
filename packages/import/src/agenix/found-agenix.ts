import type { FoundKeys } from "../found/found-keys.ts";
import type { AgeState } from "./age-state.ts";

/** What a repository has of agenix. */
export interface FoundAgenix {
  readonly keys: FoundKeys;
  /** Every secret, by its path from the root, in order. */
  readonly secrets: readonly FoundAgeFile[];
  /** Further files of age of which nothing says who reads them, in order. Default: none. */
  readonly unruled?: readonly string[] | undefined;
  /** Whether agenix-rekey makes such files, whose rules stand in the modules of hosts. Default: no. */
  readonly isRekeyed?: boolean | undefined;
}

/** A file of agenix, and who reads it. */
export interface FoundAgeFile {
  readonly path: string;
  readonly recipients: readonly string[];
  /** Whether the file is there, and is one of age. */
  readonly isPresent: boolean;
  /** The `secrets.nix` that says it. */
  readonly rulesFile?: string | undefined;
  /** How the file stands to it. Default: not known. */
  readonly state?: AgeState | undefined;
  /** The files in Nix that name it, in order. Default: none. */
  readonly usedIn?: readonly string[] | undefined;
}
