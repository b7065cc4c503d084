import type { World } from "@fleet/project";
import { decodeText, findProgram } from "@fleet/project/internal";
import { parseRecipient } from "@fleet/secrets/internal";
import { join } from "pathe";

/**
 * The recipients whose private keys sops will find for whoever runs this, as far as that can be told
 * without reading a private key: age-keygen turns key files into recipients, and SSH keys have their
 * public half beside them. Keys in plugins, agents and clouds are not among them.
 */
export async function listOwnRecipients(world: World): Promise<ReadonlySet<string>> {
  const ageKeygen = findProgram(world, "age-keygen");
  const texts: string[] = [];
  if (ageKeygen !== undefined) {
    for (const file of keyFiles(world)) {
      if (isFile(world, file)) {
        texts.push(await print(world, { program: ageKeygen, arguments: ["-y", file] }));
      }
    }
    // sops takes several keys with any space between them, age-keygen one on each line.
    const keys = (world.environment["SOPS_AGE_KEY"] ?? "")
      .split(/\s+/)
      .filter((word) => word.startsWith("AGE-SECRET-KEY-"));
    if (keys.length > 0) {
      const input = `${keys.join("\n")}\n`;
      texts.push(await print(world, { program: ageKeygen, arguments: ["-y"], input }));
    }
  }
  const own = new Set(texts.flatMap((text) => text.split(/\s+/)).filter((word) => word !== ""));
  for (const file of sshKeyFiles(world)) {
    const parsed = parseRecipient(readIfThere(world, `${file}.pub`));
    if (parsed.ok && isFile(world, file)) own.add(parsed.recipient.id);
  }
  return own;
}

/** The key files that sops reads: the one that is named, and the usual one. */
export function keyFiles({ environment: variables, machine }: World): string[] {
  const home = variables["HOME"] ?? machine.home;
  const folder =
    variables["XDG_CONFIG_HOME"] ??
    (machine.platform === "darwin"
      ? join(home, "Library", "Application Support")
      : join(home, ".config"));
  return [variables["SOPS_AGE_KEY_FILE"] ?? "", join(folder, "sops", "age", "keys.txt")].filter(
    (file) => file !== "",
  );
}

/** The private SSH keys that sops reads. */
export function sshKeyFiles({ environment: variables, machine }: World): string[] {
  const home = variables["HOME"] ?? machine.home;
  const named = variables["SOPS_AGE_SSH_PRIVATE_KEY_FILE"];
  const usual = ["id_ed25519", "id_rsa"].map((name) => join(home, ".ssh", name));
  return named === undefined ? usual : [named, ...usual];
}

/** What a program prints, or nothing when it fails. */
export async function print(
  { run, folder, environment }: World,
  call: {
    readonly program: string;
    readonly arguments: readonly string[];
    readonly input?: string;
  },
): Promise<string> {
  const end = await run({ input: "", ...call, folder, environment, timeLimit: 20_000 });
  return end.end === "exit" && end.status === 0 ? decodeText(end.output) : "";
}

/** Whether a path leads to a file: a pipe could be read only once, and then sops would find nothing in it. */
export function isFile({ disk }: World, path: string): boolean {
  try {
    return disk.follow(path)?.kind === "file";
  } catch {
    return false;
  }
}

/** The text of a file, or nothing. */
export function readIfThere({ disk }: World, path: string): string {
  try {
    return decodeText(disk.read(path));
  } catch {
    return "";
  }
}
