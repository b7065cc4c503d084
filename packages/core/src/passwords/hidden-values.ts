import type { Path } from "@fleet/diagnostics";

/**
 * Whether what stands at a place may be a password or its hash, by mistake or not: such a value is never part of a
 * message. The place is `users.ada.password`, that of a placement, one of root's (`root[0].password`), or inside.
 */
export function isHidden([section, , key, , inner]: Path): boolean {
  if (section === "users") return key === "password" || (key === "hosts" && inner === "password");
  if (section === "hosts") return key === "users" && inner === "password";
  return section === "root" && key === "password";
}
