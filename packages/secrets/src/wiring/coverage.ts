import { type Diagnostic, quote } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { SecretUse } from "./wiring.ts";

/**
 * Files that secrets come from although no rule is about them, so that nobody can encrypt them; each once,
 * for all of these uses.
 */
export function* checkCoverage(
  uses: readonly SecretUse[],
  { recipients }: Pick<Keyring, "recipients">,
): Iterable<Diagnostic> {
  for (const [file, of] of Map.groupBy(uses, (use) => use.file)) {
    const [first, ...others] = of;
    if (first === undefined) continue;
    const readers = [...new Set(of.map(({ reader }) => reader))];
    const keyless = readers.filter((reader) => !recipients.has(reader));
    // Who makes the file has to read it, too.
    const rule = `{ path: ${JSON.stringify(file)}, readers: ${JSON.stringify([...readers, "admins"])} }`;
    const keys = keyless.length === 0 ? "" : `Declare a key of ${keyless.join(", ")} first. `;
    const rest = others.length === 0 ? "comes" : `and ${others.length} more come`;
    yield secretsCodes.create(
      "unruled-secret",
      `The secret ${quote(first.name)} of ${first.reader} ${rest} from ${quote(file)}, which no rule is about, so that nobody can encrypt it.`,
      {
        path: first.origin,
        help: `${keys}Name a file that a rule is about, or declare in secrets.files: ${rule}`,
      },
    );
  }
}
