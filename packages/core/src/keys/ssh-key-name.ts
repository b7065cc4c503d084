import type { SshKeySource } from "../declaration/people/ssh-key-declaration.ts";
import type { UserSshKey } from "../parse/fleet.ts";
import { bareKey } from "./authorized-key.ts";

/** What tells a key from others, whoever has it: the key without options and comment, or where it comes from. */
export function nameSshKey(key: SshKeySource | UserSshKey): string {
  if (typeof key === "string") return bareKey(key);
  if ("key" in key) return bareKey(key.key);
  return JSON.stringify("file" in key ? { file: key.file } : { env: key.env });
}
