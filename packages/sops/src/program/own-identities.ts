import type { World } from "@fleet/project";
import { asBuffer, decodeText, findProgram } from "@fleet/project/internal";
import { parseRecipient } from "@fleet/secrets/internal";
import { isFile, keyFiles, print, readIfThere, sshKeyFiles } from "./own-recipients.ts";

/** A place of this machine where sops looks for private keys. Nothing of a private key is in it. */
export interface OwnIdentity {
  readonly kind: "key file" | "variable" | "command" | "SSH key" | "GnuPG";
  /** The file, or the name of the variable. */
  readonly where: string;
  /** The public halves, as far as they can be told without a passphrase or a device. */
  readonly recipients: ReadonlySet<string>;
  /** Why there may be more, or it may not open without somebody; undefined where all is known. */
  readonly unknown: string | undefined;
  /** Whether others on this machine can read the file. */
  readonly isOpenToOthers: boolean;
}

/** In bytes; no key file is larger. */
const largestKeyFile = 1024 * 1024;

/** Where sops looks for private keys here, and what is there. Private keys are read by age-keygen, or looked at for whether they have a passphrase. */
export async function listOwnIdentities(world: World): Promise<OwnIdentity[]> {
  const files = [...new Set(keyFiles(world))].filter((file) => isFile(world, file));
  const ofFiles = await Promise.all(files.map((file) => readKeyFile(world, file)));
  const ssh = [...new Set(sshKeyFiles(world))].filter((file) => isFile(world, file));
  return [
    ...ofFiles,
    ...(await readVariable(world)),
    ...listCommands(world),
    ...ssh.map((file) => readSshKey(world, file)),
    ...(await readGnupg(world)),
  ];
}

async function readKeyFile(world: World, file: string): Promise<OwnIdentity> {
  const found = { kind: "key file", where: file, isOpenToOthers: isOpen(world, file) } as const;
  if ((world.disk.follow(file)?.size ?? 0) > largestKeyFile) {
    return { ...found, recipients: new Set(), unknown: "it is too large for a key file" };
  }
  const text = readIfThere(world, file);
  if (/^(?:-----BEGIN AGE ENCRYPTED|age-encryption\.org\/)/.test(text)) {
    return { ...found, recipients: new Set(), unknown: "it has a passphrase" };
  }
  const recipients = new Set([...(await deriveFrom(world, { file })), ...readComments(text)]);
  const plugins = [...text.matchAll(/^AGE-PLUGIN-([A-Z0-9]{1,32})-1/gm)].map(([, name = ""]) =>
    name.toLowerCase(),
  );
  if (plugins.length > 0) {
    const unknown = `it needs ${[...new Set(plugins)].map((name) => `age-plugin-${name}`).join(", ")}, perhaps with a device`;
    return { ...found, recipients, unknown };
  }
  const isSilent = recipients.size === 0;
  return { ...found, recipients, unknown: isSilent ? "no key in it is understood" : undefined };
}

/** What age-keygen and plugins note beside a private key: `# public key: age1…`, `#  Recipient: age1yubikey1…`. */
function readComments(text: string): string[] {
  const lines = text.split("\n").filter((line) => line.startsWith("#"));
  return lines.flatMap((line) => /\bage1[a-z0-9]{20,200}\b/.exec(line)?.[0] ?? []);
}

async function deriveFrom(
  world: World,
  source: { readonly file: string } | { readonly input: string },
): Promise<string[]> {
  const program = findProgram(world, "age-keygen");
  if (program === undefined) return [];
  const printed =
    "file" in source
      ? await print(world, { program, arguments: ["-y", source.file] })
      : await print(world, { program, arguments: ["-y"], input: source.input });
  return printed.split(/\s+/).filter((word) => word.startsWith("age1"));
}

async function readVariable(world: World): Promise<OwnIdentity[]> {
  const value = world.environment["SOPS_AGE_KEY"] ?? "";
  if (value === "") return [];
  const keys = value.split(/\s+/).filter((word) => word.startsWith("AGE-SECRET-KEY-"));
  const recipients = new Set(await deriveFrom(world, { input: `${keys.join("\n")}\n` }));
  const unknown = recipients.size === 0 ? "no key in it is understood" : undefined;
  return [{ kind: "variable", where: "SOPS_AGE_KEY", recipients, unknown, isOpenToOthers: false }];
}

/** Programs that hand keys to sops are not started: they may ask for something. */
function listCommands({ environment }: World): OwnIdentity[] {
  return ["SOPS_AGE_KEY_CMD", "SOPS_AGE_SSH_PRIVATE_KEY_CMD"].flatMap((where) =>
    (environment[where] ?? "") === ""
      ? []
      : [
          {
            kind: "command",
            where,
            recipients: new Set<string>(),
            unknown: "a program hands keys to sops, and was not asked",
            isOpenToOthers: false,
          } as const,
        ],
  );
}

function readSshKey(world: World, file: string): OwnIdentity {
  const parsed = parseRecipient(readIfThere(world, `${file}.pub`));
  return {
    kind: "SSH key",
    where: file,
    recipients: new Set(parsed.ok ? [parsed.recipient.id] : []),
    unknown: parsed.ok
      ? hasPassphrase(readIfThere(world, file))
        ? "it has a passphrase"
        : undefined
      : `its public half, ${file}.pub, is missing`,
    isOpenToOthers: isOpen(world, file),
  };
}

/** The name of the cipher follows the magic and its length (OpenSSH, PROTOCOL.key). */
function hasPassphrase(text: string): boolean {
  const [, body] = /-----BEGIN OPENSSH PRIVATE KEY-----([\sA-Za-z0-9+/=]*)/.exec(text) ?? [];
  if (body === undefined) return /ENCRYPTED/.test(text);
  const bytes = Buffer.from(body.replaceAll(/\s/g, "").slice(0, 64), "base64");
  const name = asBuffer(bytes).subarray(15 + 4, 15 + 4 + 4);
  return decodeText(name) !== "none";
}

/** GnuPG makes its folder when it is asked; so only one that has it is. */
async function readGnupg(world: World): Promise<OwnIdentity[]> {
  const { environment, machine, disk } = world;
  const where = environment["GNUPGHOME"] ?? `${environment["HOME"] ?? machine.home}/.gnupg`;
  const program = findProgram(world, "gpg");
  if (program === undefined || disk.follow(where)?.kind !== "folder") return [];
  const listing = ["--batch", "--no-tty", "--with-colons", "--list-secret-keys"];
  const printed = await print(world, { program, arguments: listing });
  const prints = [...printed.matchAll(/^fpr:{9}([0-9A-F]{40}):/gm)].map(([, one]) => `pgp:${one}`);
  if (prints.length === 0) return [];
  const unknown = "it may ask for a passphrase";
  return [{ kind: "GnuPG", where, recipients: new Set(prints), unknown, isOpenToOthers: false }];
}

function isOpen({ disk }: World, file: string): boolean {
  return ((disk.follow(file)?.mode ?? 0) & 0o077) !== 0;
}
