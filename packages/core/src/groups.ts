import type { Fleet, Host, Placement, User } from "./fleet.ts";
import type { Decided } from "./resolved-fleet.ts";

/** Groups whose members can become root, with how. */
export const rootEquivalentGroups: ReadonlyMap<string, string> = new Map([
  ["wheel", "its members may use sudo"],
  ["root", "it is root's own group"],
  ["docker", "a container can mount the whole disk as root"],
  ["podman", "a container of the system's socket can mount the whole disk as root"],
  ["lxd", "a container can mount the whole disk as root"],
  ["incus-admin", "a container can mount the whole disk as root"],
  ["libvirtd", "a virtual machine can use the whole disk as root"],
  ["disk", "its members write to raw disks"],
  ["kmem", "its members read the memory of the kernel"],
  ["shadow", "its members read the password hashes"],
  ["systemd-journal-remote", "its members write what the system logs"],
]);

/**
 * The groups of an account in order: `wheel` if and only if it is admin, those of the host's
 * features, the user's own, the placement's. Each once, by whoever names it first.
 */
export function resolveGroups(
  fleet: Fleet,
  host: Host,
  { user, placement, isAdmin }: { user: User; placement: Placement; isAdmin: boolean },
): Decided<string>[] {
  if (host.platform !== "nixos") return [];
  const groups = new Map<string, Decided<string>>();
  const add = (names: readonly string[], origin: Decided<string>["origin"]) => {
    for (const value of names) {
      if (value !== "wheel" && !groups.has(value)) groups.set(value, { value, origin });
    }
  };
  if (isAdmin) groups.set("wheel", { value: "wheel", origin: "admin" });
  for (const feature of host.features) add(fleet.features.get(feature)?.groups ?? [], "feature");
  add(user.own.extraGroups ?? [], "user");
  add(placement.own.extraGroups ?? [], "placement");
  return [...groups.values()];
}
