import type { HostSelector } from "../selection/host-selector.ts";

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
}
