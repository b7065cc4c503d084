import type { NamedList, SopsConfig } from "@fleet/secrets/internal";
import type { FoundKeys } from "../found/found-keys.ts";
import type { LeftItem } from "../proposal/proposal.ts";

/** What a repository has of sops. */
export interface FoundSops extends FoundKeys {
  /** The `.sops.yaml` files that sops understands, that of the root first. */
  readonly configs: readonly FoundSopsConfig[];
  /** The encrypted files, as paths from the root, in order, with the ids of the recipients of their headers. */
  readonly encrypted: ReadonlyMap<string, readonly string[]>;
  /** All other files that git has, or all there are. */
  readonly others: readonly string[];
  /** Of the encrypted files that need several key groups together: the groups, and how many. Default: none does. */
  readonly shared?: ReadonlyMap<string, SharedFile>;
  /** What stands there and is not carried over, as far as it is seen while reading. Default: nothing. */
  readonly left?: readonly LeftItem[];
}

/** A file for which keys of several groups are needed together. */
export interface SharedFile {
  readonly groups: readonly (readonly string[])[];
  readonly threshold: number | undefined;
}

/** One of them. */
export interface FoundSopsConfig {
  /** Its folder from the root; "" for the root itself. */
  readonly folder: string;
  readonly config: SopsConfig;
  /** The lists of keys that have a name in it, in order. Default: none has. */
  readonly lists?: readonly NamedList[];
  /** The comments above rules, by the lines on which the rules begin. Default: there are none. */
  readonly comments?: ReadonlyMap<number, string>;
  /** Whether fleet wrote it. Default: no. */
  readonly isOfFleet?: boolean;
}

/** The path of a config from the root. */
export function pathOfConfig({ folder }: Pick<FoundSopsConfig, "folder">): string {
  return folder === "" ? ".sops.yaml" : `${folder}/.sops.yaml`;
}
