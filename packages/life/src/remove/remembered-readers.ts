import { isError } from "@fleet/diagnostics";
import { encodeText, lockPath, renderLock } from "@fleet/project/internal";
import { readSecrets } from "@fleet/sops";
import type { OpenedFleet } from "../change/opened-fleet.ts";

/**
 * The lock file with who can read each secret file as the files say now. Whoever takes a reader off them later, on
 * whatever machine and with whatever program, leaves a debt behind; without it, only `fleet secrets sync` would know
 * who could read. Empty where nothing is to be remembered.
 */
export function rememberReaders({ project, fleet }: OpenedFleet): ReadonlyMap<string, Uint8Array> {
  const read = readSecrets(project);
  if (!read.ok || read.value.recordFile.diagnostics.some(isError)) return new Map();
  const text = renderLock({ ...fleet.lock, secrets: read.value.record });
  return text === fleet.lock.text ? new Map() : new Map([[lockPath, encodeText(text)]]);
}
