import {
  type Checked,
  type Diagnostic,
  describeThrown,
  quote,
  shellPath,
} from "@fleet/diagnostics";
import type { World } from "@fleet/project";
import { createProblem, decodeText, encodeText, findRepositoryOf } from "@fleet/project/internal";
import { dirname } from "pathe";

/** A key pair of age whose private half is on no disk yet. */
export interface MintedKey {
  readonly recipient: string;
  /** Where the private half goes: absolute. */
  readonly file: string;
  readonly text: string;
}

/** What keeps a private key from being written to a file, as a sentence; undefined where nothing does. */
export function keyFileProblem(
  { disk }: Pick<World, "disk">,
  file: string,
  root: string,
): string | undefined {
  if (`${file}/`.startsWith(`${root}/`)) return "It lies in the fleet, which everybody reads.";
  if (disk.inspect(file) !== undefined)
    return `It is there already, and no key is written over; its public half: age-keygen -y ${shellPath(file)}`;
  const repository = findRepositoryOf(disk, dirname(file));
  if (repository !== undefined) {
    return `It lies in the repository ${quote(repository)}, and a private key is nothing for git.`;
  }
  return undefined;
}

/** Makes a key pair with `age-keygen`. Nothing is written. */
export async function mintKey(world: World, file: string): Promise<Checked<MintedKey>> {
  const end = await world.run({
    program: "age-keygen",
    arguments: [],
    folder: world.folder,
    environment: world.environment,
    timeLimit: 20_000,
  });
  const text = end.end === "exit" && end.status === 0 ? decodeText(end.output) : "";
  const recipient = /^# public key: (age1[0-9a-z]+)$/m.exec(text)?.[1];
  if (recipient !== undefined) {
    return { ok: true, value: { recipient, file, text }, diagnostics: [] };
  }
  const message = "age-keygen makes no key: it is not in PATH, or failed.";
  const help =
    "Get it with nix shell nixpkgs#age, or begin without secrets and declare them later.";
  return { ok: false, diagnostics: [createProblem("bad-answer", message, { help })] };
}

/** Writes the private half, for nobody else to read. */
export function writeKey({ disk }: Pick<World, "disk">, { file, text }: MintedKey): Diagnostic[] {
  try {
    disk.makeFolder(dirname(file), 0o700);
    disk.create(file, encodeText(text), { mode: 0o600, isDurable: true });
    return [];
  } catch (error) {
    const message = `The private key cannot be written to ${quote(file)}: ${describeThrown(error)}`;
    const help = "Nothing was made. Name another file with --new-operator-key FILE.";
    return [createProblem("cannot-write", message, { help })];
  }
}
