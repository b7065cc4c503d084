import type { FoundHost } from "../found/found-fleet.ts";

/** A host that is to be declared. */
export interface FoldedHost {
  readonly id: string;
  readonly found: FoundHost;
  /** `linux` where homes alone are managed. */
  readonly platform: "nixos" | "darwin" | "linux";
  readonly system: string;
}
