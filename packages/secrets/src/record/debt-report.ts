import { type Diagnostic, shellPath } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import { findOwner, recallReaders } from "../keys/former-reader.ts";
import type { Keyring } from "../keys/keyring.ts";
import { describeRecipient, nameRecipients } from "../keys/recipient-name.ts";
import { type Debt, listOwed, type SecretsRecord } from "./debt.ts";

/** The file that holds the record, and so says the names in it. */
const recordPath = "fleet.lock.json";

/** What the debts are looked at with. */
export interface DebtView {
  readonly keyring: Keyring;
  /** Whether there is something at a path from the root. Default: there is. */
  readonly isThere?: (file: string) => boolean;
}

/** A debt with whom it is about, as people call them. */
export interface NamedDebt extends Pick<Debt, "file" | "recipient" | "isRotated" | "acknowledged"> {
  /** Whose the recipient is, or was as far as anything says it. */
  readonly reader: string | null;
  readonly name: string;
  /** The file that says so, where nobody declares the recipient. */
  readonly namedBy: string | null;
}

/** What is owed, as findings: one for each file. */
export function* reportDebts(record: SecretsRecord, view: DebtView): Iterable<Diagnostic> {
  const keyring = recallDebtors(record, view.keyring);
  for (const [file, debts] of Map.groupBy(listOwed(record), (debt) => debt.file)) {
    const names = nameRecipients(
      keyring,
      debts.map(({ recipient }) => recipient),
    );
    const needsRotation = debts.some(({ isRotated }) => !isRotated);
    const isGone = view.isThere?.(file) === false;
    const known = `knows its secrets${needsRotation && !isGone ? " and its data key" : ""}`;
    const what = isGone ? "this file, which is gone," : "this file,";
    yield secretsCodes.create("revocation-debt", `${names} could read ${what} and ${known}.`, {
      file,
      help: isGone ? cureOfGone(file) : cureOf(file, needsRotation),
    });
  }
}

function cureOf(file: string, needsRotation: boolean): string {
  return `${needsRotation ? "Run `fleet secrets rotate` on it, change" : "Change"} the secrets where they come from, then \`fleet secrets acknowledge ${shellPath(file)}\`.`;
}

/** A file that was moved and changed is not known again, and has the data key still. */
function cureOfGone(file: string): string {
  return `If it was moved, run \`fleet secrets rotate PATH\` with its new path. Change the secrets where they come from, then \`fleet secrets acknowledge ${shellPath(file)}\`.`;
}

/** What is owed, with the names of those whom it is about. */
export function listDebtors(record: SecretsRecord, keyring: Keyring): NamedDebt[] {
  const known = recallDebtors(record, keyring);
  return listOwed(record).map(({ file, recipient, reader, isRotated, acknowledged }) => {
    const { name, namedBy = null } = describeRecipient(known, recipient);
    const owner = findOwner(known, recipient) ?? reader;
    return { file, recipient, reader: owner, name, namedBy, isRotated, acknowledged };
  });
}

/** The keyring with the names that the record knows for the recipients of debts. */
function recallDebtors({ debts }: SecretsRecord, keyring: Keyring): Keyring {
  const readers = new Map<string, string>();
  for (const { recipient, reader } of debts) if (reader !== null) readers.set(recipient, reader);
  return recallReaders(keyring, [{ source: recordPath, readers }]);
}
