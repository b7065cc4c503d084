import type { Keyring } from "./keyring.ts";

/**
 * Whose a key once was that nobody declares any more, as a file says it. Whoever may change that file
 * may have written it: it is a name to call somebody by, and lets nobody in.
 */
export interface FormerReader {
  /** As it was written: `user:ben`, or what somebody called the key. Hostile. */
  readonly reader: string;
  /** What says so, such as `fleet.lock.json`. */
  readonly source: string;
  /** Whether the same is said of other keys, too. Default: no. */
  readonly isShared?: boolean;
}

/** What one file says of whose keys are. */
export interface NameSource {
  readonly source: string;
  /** The reader of each recipient's id. */
  readonly readers: ReadonlyMap<string, string>;
}

/**
 * The keyring with the names of those who had keys that it does not know. Of several sources the first
 * that knows a key counts, and none counts for a key that is declared.
 */
export function recallReaders(keyring: Keyring, sources: readonly NameSource[]): Keyring {
  const former = new Map(keyring.former);
  for (const { source, readers } of sources) {
    for (const [id, reader] of readers) {
      if (!isDeclaredKey(keyring, id) && !former.has(id)) former.set(id, { reader, source });
    }
  }
  const counts = new Map<string, number>();
  for (const { reader } of former.values()) counts.set(reader, (counts.get(reader) ?? 0) + 1);
  for (const [id, one] of former) {
    if (one.isShared !== true && (counts.get(one.reader) ?? 0) > 1) {
      former.set(id, { ...one, isShared: true });
    }
  }
  return { ...keyring, former };
}

/** Whether a recipient is that of somebody declared. */
function isDeclaredKey({ owners, sshForms }: Keyring, id: string): boolean {
  return owners.has(id) || sshForms.has(id);
}

/** The declared reader of a recipient, also of an SSH key that is declared as its `age1…`. */
export function findOwner({ owners, sshForms }: Keyring, id: string): string | undefined {
  return owners.get(id) ?? sshForms.get(id);
}

/** Whether a reader is declared, with a key or without one. */
export function isDeclaredReader({ readers, recipients }: Keyring, reader: string): boolean {
  return readers?.has(reader) === true || recipients.has(reader);
}
