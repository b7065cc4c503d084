import type { CommandResult, Invocation } from "../command.ts";
import { changeFiles } from "../secrets/file-change.ts";
import { rotateChange } from "../secrets/rotate-selection.ts";
import { syncChange } from "../secrets/sync-selection.ts";

/** Brings the recipients of secret files in line with the declaration. */
export function syncSecrets(invocation: Invocation): Promise<CommandResult> {
  return changeFiles(invocation, syncChange);
}

/** Gives secret files a new data key. */
export function rotateSecrets(invocation: Invocation): Promise<CommandResult> {
  return changeFiles(invocation, rotateChange);
}
