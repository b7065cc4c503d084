import { quote } from "@fleet/diagnostics";
import { parseRecipient } from "@fleet/secrets/internal";
import type { UsedKey } from "./key-names.ts";

/** The keys of a rule that age can encrypt to, each once, and a sentence for each of the others. */
export interface SaidKeys {
  readonly keys: readonly UsedKey[];
  readonly problems: readonly string[];
}

/** Reads the public keys of a rule. */
export function readSaidKeys(lines: readonly string[]): SaidKeys {
  const keys = new Map<string, UsedKey>();
  const problems: string[] = [];
  for (const line of lines) {
    const parsed = parseRecipient(line);
    if (!parsed.ok) problems.push(`${quote(line)}: ${parsed.problem}`);
    else if (!keys.has(parsed.recipient.id)) {
      const { recipient, comment } = parsed;
      keys.set(recipient.id, { recipient: recipient.id, comment });
    }
  }
  return { keys: [...keys.values()], problems };
}
