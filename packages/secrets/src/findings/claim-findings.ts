import { type Diagnostic, shellPath } from "@fleet/diagnostics";
import { changeClanSecret, isOfClan, updateClanKeys } from "../clan/clan-cures.ts";
import { secretsCodes } from "../codes.ts";
import type { FileStatus } from "../comparison/file-status.ts";
import { restoreFile } from "../files/broken-file.ts";
import type { HeaderKey } from "../files/sops-metadata.ts";
import type { Keyring } from "../keys/keyring.ts";
import { nameRecipients } from "../keys/recipient-name.ts";
import { rotateAndChange } from "./cures.ts";

/** What the file says of its recipients holds, as far as can be seen. */
export function* claimsHold(
  status: FileStatus,
  { keyring }: { readonly keyring: Keyring },
): Iterable<Diagnostic> {
  const { path: file, header } = status.file;
  const isClans = isOfClan(status);
  const anew = isClans
    ? `Give it another value: ${changeClanSecret(file)}.`
    : rotateAndChange(file);
  for (const group of header?.groups ?? []) {
    const named = (keys: readonly HeaderKey[]) =>
      nameRecipients(
        keyring,
        keys.map(({ id }) => id),
      );
    const wrong = group.filter(({ claim }) => claim === "differs");
    if (wrong.length > 0) {
      const message = `The data key that is said to be encrypted to ${named(wrong)} is not, or not to it alone.`;
      const help = `Find out who changed the file. ${anew}`;
      yield secretsCodes.create("false-claim", message, { file, help });
    }
    const broken = group.filter(({ claim }) => claim === "unreadable");
    if (broken.length > 0) {
      const message = `The data key for ${named(broken)} is damaged, or not as sops writes one: it cannot be said whom it opens the file to.`;
      const help = `${restoreFile(file)}. ${isClans ? anew : `Where that is no help, whoever else can open it runs \`fleet secrets rotate ${shellPath(file)}\`.`}`;
      yield secretsCodes.create("damaged-key", message, { file, help });
    }
    const repeated = group.filter(
      ({ id }, index) => group.findIndex((other) => other.id === id) < index,
    );
    if (repeated.length > 0) {
      const message = `The file is encrypted more than once to ${named(repeated)}, and whose key opens the second time cannot be seen.`;
      const help = `Find out who changed the file. ${anew}`;
      yield secretsCodes.create("repeated-recipient", message, { file, help });
    }
    const commented = group.filter(({ hasComment }) => hasComment);
    if (commented.length > 0) {
      const message = `The SSH key of ${named(commented)} stands here with its comment, which is part of the recipient to sops.`;
      const help = isClans ? `Run ${updateClanKeys}.` : "Run `fleet secrets sync`.";
      yield secretsCodes.create("recipient-has-comment", message, { file, help });
    }
  }
}
