import { parseSshPublicKey } from "@fleet/core/internal";
import type { Checked } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";

/** A key of the type that hosts have, without its comment; undefined where a text is none. */
export function readHostKey(text: string): string | undefined {
  const parsed = parseSshPublicKey(text.trim());
  return parsed.ok && parsed.key.type === "ssh-ed25519" ? parsed.key.line : undefined;
}

/** That no key could be had. */
export function refuseKey(message: string, help: string): Checked<never> {
  return { ok: false, diagnostics: [createProblem("no-host-key", message, { help })] };
}
