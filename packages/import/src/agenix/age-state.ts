import { type AgeHead, type AgeMark, markOfRecipient, markOfStanza } from "@fleet/secrets/internal";

/** How an encrypted file stands to what is said of it. */
export interface AgeState {
  /** Recipients that are said to read it and, as far as can be seen, cannot. */
  readonly missing: readonly string[];
  /** Recipients that can read it, though nothing says so: as far as they are known. */
  readonly further: readonly string[];
  /** How many more can read it, of whom only that is known. */
  readonly unknown: number;
}

/**
 * Compares the stanzas of a file with its recipients. A stanza for an SSH key or a YubiKey has a tag of its key; those
 * of age's own keys are anonymous, so that only their number can be compared; what another plugin wrote is not judged.
 */
export function compareStanzas(
  { stanzas }: AgeHead,
  recipients: readonly string[],
  known: Iterable<string>,
): AgeState {
  const left = stanzas.map(markOfStanza).filter(isJudged);
  const missing: string[] = [];
  let hasOther = false;
  for (const recipient of recipients) {
    const mark = markOfRecipient(recipient);
    if (mark === undefined) hasOther = true;
    else if (!take(left, mark)) missing.push(recipient);
  }
  const further: string[] = [];
  for (const recipient of known) {
    const mark = markOfRecipient(recipient);
    if (mark?.tag !== undefined && take(left, mark)) further.push(recipient);
  }
  // A stanza of no known kind may be that of the plugin.
  const unknown = left.filter(({ type }) => !hasOther || ownTypes.has(type)).length;
  return { missing, further, unknown };
}

const ownTypes: ReadonlySet<string> = new Set([
  "X25519",
  "scrypt",
  "ssh-ed25519",
  "ssh-rsa",
  "mlkem768x25519",
  "piv-p256",
]);

/** rage adds stanzas that mean nothing (`*-grease`), so that readers learn to pass them over. */
function isJudged({ type }: AgeMark): boolean {
  return !type.endsWith("-grease");
}

function take(marks: AgeMark[], { type, tag }: AgeMark): boolean {
  const at = marks.findIndex((mark) => mark.type === type && mark.tag === tag);
  if (at !== -1) marks.splice(at, 1);
  return at !== -1;
}
