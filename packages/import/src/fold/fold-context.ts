import type { FoundFleet, FoundHost } from "../found/found-fleet.ts";
import type { AssignedOwner } from "../found/found-keys.ts";
import type { Answers, Question, Remark } from "../proposal/proposal.ts";
import type { LeftList } from "./left-list.ts";

/** What every step of a fold has. */
export interface FoldContext {
  readonly fleet: FoundFleet;
  /** The hosts that are declared, by id, in order. */
  readonly hosts: ReadonlyMap<string, FoldedHost>;
  readonly owners: readonly AssignedOwner[];
  readonly answers: Answers;
  readonly left: LeftList;
  readonly remarks: Remark[];
  readonly questions: Question[];
}

/** A host that is to be declared. */
export interface FoldedHost {
  readonly id: string;
  readonly found: FoundHost;
  /** `linux` where homes alone are managed. */
  readonly platform: "nixos" | "darwin" | "linux";
  readonly system: string;
}
