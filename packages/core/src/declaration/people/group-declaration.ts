import type { HostSelector } from "../../selection/host-selector.ts";
import type { UidRangeDeclaration } from "./uid-declaration.ts";

/** A group that must exist. */
export interface GroupDeclaration<U extends string = string, H extends string = string> {
  /** What membership is good for, for people who read the table of groups. Default: nothing is said. */
  readonly purpose?: string | undefined;
  /** The numeric group id, the same on every host, of a group that NixOS does not know. Default: the system chooses. */
  readonly gid?: number | undefined;
  /** The NixOS hosts that have it: ids, `tag:TAG`, or `platform:nixos`. Default: all. */
  readonly hosts?: readonly HostSelector<H>[] | undefined;
  /** Users who are in it on each of its hosts where they have an account. Default: none. */
  readonly members?: readonly U[] | undefined;
  /**
   * First and last uid on NixOS of its `members`, and of users with it in their `extraGroups` who are members of no
   * other group with a range, such as `[4000, 4999]` for students; nobody else is allotted one of these. What
   * placements say counts for nothing here. Who has a uid keeps it. Default: `defaults.uidRange.nixos`.
   */
  readonly uidRange?: UidRangeDeclaration | undefined;
}
