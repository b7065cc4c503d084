import type { World } from "../world/world.ts";
import { readPublicKeys } from "./linux-accounts.ts";
import { openSysroot } from "./sysroot.ts";

/** The SSH public keys of whoever runs this, a line each: those in `~/.ssh` that can be declared. */
export function findOwnKeys({ disk, environment, machine }: World): readonly string[] {
  return readPublicKeys(openSysroot(disk, "/"), environment["HOME"] ?? machine.home);
}
