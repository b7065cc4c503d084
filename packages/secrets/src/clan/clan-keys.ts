import { type Diagnostic, quote, shellWord } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import { isRecord } from "../keys/plain.ts";
import { isPrivateKey, parseRecipient, type Recipient } from "../keys/recipient.ts";
import { type ClanKeyFile, nameOf } from "./clan-tree.ts";

/** The keys of a member, each once, and what is wrong with the others. */
export interface ClanKeys {
  readonly recipients: readonly Recipient[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the `key.json` in the folder of a user or machine as clan does (`read_keys` and `parse_key` in
 * `clan_cli/secrets/sops.py`): an object or a list of them, each with a `publickey` and the `type` "age" or "pgp".
 */
export function readClanKeys(folder: string, file: ClanKeyFile): ClanKeys {
  const path = `${folder}/key.json`;
  const bad = (problem: string) => createBad(folder, path, problem);
  if ("problem" in file) return { recipients: [], diagnostics: [bad(file.problem)] };
  if (isPrivateKey(file.text)) return { recipients: [], diagnostics: [privateKey(path)] };
  const value = parse(file.text);
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (items.length === 0) return { recipients: [], diagnostics: [bad("It holds no key.")] };
  const recipients = new Map<string, Recipient>();
  const diagnostics: Diagnostic[] = [];
  for (const item of items) {
    const read = readKey(item);
    if (typeof read === "string") diagnostics.push(bad(read));
    else recipients.set(read.id, read);
  }
  return { recipients: [...recipients.values()], diagnostics };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A key, or a sentence that says why it is none. */
function readKey(item: unknown): Recipient | string {
  if (!isRecord(item)) return 'It is not made of objects with a "publickey" and a "type".';
  const { publickey, type } = item;
  if (typeof publickey !== "string" || publickey === "") return 'It holds no "publickey".';
  const kind = typeof type === "string" ? type.toLowerCase() : type;
  if (kind !== "age" && kind !== "pgp")
    return `The "type" of its key is ${quote(type ?? null)}, and neither "age" nor "pgp".`;
  const parsed = parseRecipient(kind === "pgp" ? `pgp:${publickey}` : publickey);
  if (!parsed.ok) return `${quote(publickey)} is no key of that type. ${parsed.problem}`;
  const isOther = parsed.recipient.type !== kind;
  return isOther ? `${quote(publickey)} is no key of the type "age".` : parsed.recipient;
}

function createBad(folder: string, file: string, problem: string): Diagnostic {
  const message = `${quote(file)} holds no public key that clan could encrypt to. ${problem}`;
  return secretsCodes.create("bad-clan-key", message, { file, help: `${cureKey(folder)}.` });
}

/** The command that writes a `key.json` anew (`users.py`, `machines.py`). */
function cureKey(folder: string): string {
  const name = shellWord(nameOf(folder));
  return folder.includes("sops/users/")
    ? `Write it anew with the public key: \`clan secrets users add --force ${name} --age-key KEY\``
    : `Write it anew with the public key: \`clan secrets machines add --force ${name} KEY\``;
}

function privateKey(file: string): Diagnostic {
  return secretsCodes.create(
    "private-key-in-file",
    "A private key stands here in the clear, where clan has the public one. (It is not shown.)",
    {
      file,
      position: { line: 1, column: 1 },
      help: `Make a new key pair, and put its public key here: \`git log --oneline -- ${shellWord(file)}\` shows whether git has this one. Then \`clan secrets key update\`, and change all secrets that it opened.`,
    },
  );
}
