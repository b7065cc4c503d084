import { formatPath } from "../diagnostic.ts";
import type { Finding } from "../finding.ts";

/** FNV-1a of 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
const basis = 0xcbf29ce484222325n;
const prime = 0x100000001b3n;

/**
 * By what a finding is known again when lines have moved: 16 hexadecimal digits of its code, file, place
 * and message. Tells findings apart; it keeps nobody from making two that are alike.
 */
export function fingerprint({ code, file = "", path, message }: Finding): string {
  let hash = basis;
  for (const byte of new TextEncoder().encode([code, file, formatPath(path), message].join("\0"))) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * prime);
  }
  return hash.toString(16).padStart(16, "0");
}
