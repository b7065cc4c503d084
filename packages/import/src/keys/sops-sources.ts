import type { SopsConfig } from "@fleet/secrets/internal";
import type { FoundKeys } from "../found/found-keys.ts";

/** What a repository has of sops. */
export interface FoundSops extends FoundKeys {
  /** The `.sops.yaml` files that sops understands, that of the root first. */
  readonly configs: readonly FoundSopsConfig[];
  /** The encrypted files, as paths from the root, in order, with the ids of the recipients of their headers. */
  readonly encrypted: ReadonlyMap<string, readonly string[]>;
  /** All other files that git has, or all there are. */
  readonly others: readonly string[];
}

/** One of them. */
export interface FoundSopsConfig {
  /** Its folder from the root; "" for the root itself. */
  readonly folder: string;
  readonly config: SopsConfig;
}
