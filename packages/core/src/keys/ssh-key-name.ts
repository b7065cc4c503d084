import type { SshKeyDeclaration } from "../declaration/declaration.ts";
import { parseSshPublicKey } from "./ssh-public-key.ts";

/** What tells a key from others, whoever has it: the key without its comment, or where it comes from. */
export function nameSshKey(key: SshKeyDeclaration): string {
  if (typeof key !== "string") return JSON.stringify(key);
  const parsed = parseSshPublicKey(key);
  return parsed.ok ? parsed.key.line : key;
}
