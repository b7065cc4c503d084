import { createHash } from "node:crypto";

/** The sha256 of bytes or of a text's UTF-8, in lower case hexadecimal. */
export function hashBytes(bytes: Buffer | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}
