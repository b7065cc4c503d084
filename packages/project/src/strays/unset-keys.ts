import { type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import { join } from "pathe";
import { createProblem } from "../codes.ts";
import { decodeText } from "../disk/bytes.ts";
import { readLocalFile } from "../disk/local-file.ts";
import type { Project } from "../project.ts";

/**
 * What makes a host fetch and build its own configuration, by the options that switch it on: comin, nixfleet's
 * agent, and NixOS's own upgrades.
 */
const builders: readonly (readonly [name: string, option: RegExp])[] = [
  ["comin", /\bservices\.comin\b|\bservices\s*=\s*\{[^}]{0,2000}\bcomin\b/],
  ["nixfleet", /\bservices\.nixfleet\b|\bnixfleet\.agent\b/],
  ["system.autoUpgrade", /\bautoUpgrade\b/],
];

/**
 * SSH keys from environment variables on hosts that build themselves, as far as their own modules say so: the
 * environment there is nobody's, and the key is a placeholder for ever. Each key once.
 */
export function reportUnsetKeys({ world, config, fleet }: Project): Diagnostic[] {
  if (config === undefined || fleet === undefined) return [];
  const { resolved, declared } = fleet;
  const found = new Map<string, Diagnostic>();
  const read = createReader(world, config.root);
  for (const host of resolved.hosts.values()) {
    const keys = [...host.accounts.keys()].flatMap((user) =>
      listVariables(declared.users.get(user)),
    );
    // Hardly any host has such keys, and its modules need not be read otherwise.
    if (host.platform === "linux" || keys.length === 0) continue;
    const files = host.modules.flatMap((module) => ("path" in module ? [module.path] : []));
    const texts = files.map(read);
    const builder = builders.find(([, option]) => texts.some((text) => option.test(text)));
    if (builder === undefined) continue;
    for (const key of keys) {
      const place = JSON.stringify(key.path);
      if (!found.has(place)) found.set(place, describeKey(key, host.id, builder[0]));
    }
  }
  return [...found.values()];
}

/** Reads texts without their comments, each once: most hosts share most of their modules. */
function createReader({ disk }: Project["world"], root: string): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const text = known.get(name);
    if (text !== undefined) return text;
    const file = readLocalFile(disk, { root, path: join(root, name), name });
    const read = file.ok ? withoutComments(decodeText(file.bytes)) : "";
    known.set(name, read);
    return read;
  };
}

interface VariableKey {
  readonly variable: string;
  readonly path: Path;
}

type Keyed = { readonly id: string; readonly sshKeys: readonly unknown[] } | undefined;

function listVariables(user: Keyed): VariableKey[] {
  return (user?.sshKeys ?? []).flatMap((key, index) => {
    const variable: unknown =
      typeof key === "object" && key !== null ? Reflect.get(key, "env") : undefined;
    const path = ["users", user?.id ?? "", "sshKeys", index, "env"];
    return typeof variable === "string" ? [{ variable, path }] : [];
  });
}

function withoutComments(text: string): string {
  return text.replace(/#[^\n]*/g, "").replace(/\/\*[\s\S]*?(?:\*\/|$)/g, "");
}

function describeKey({ variable, path }: VariableKey, host: string, builder: string): Diagnostic {
  const message = `${quote(host)} builds itself (${builder}), where nobody sets ${quote(variable)}: the key stays a placeholder there.`;
  const help = `Declare the public key itself, or { file: "keys/….pub" } in the repository: it is no secret.`;
  return createProblem("unset-key", message, { path, help });
}
