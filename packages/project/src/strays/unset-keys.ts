import { pullsItself } from "@fleet/core/internal";
import { type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";
import type { Project } from "../project.ts";
import { createModuleReader } from "./module-settings.ts";
import { isTrue } from "./nix-settings.ts";

/** What makes a host fetch and build its own configuration: comin, nixfleet's agent, and NixOS's own upgrades. */
const builders: readonly (readonly [name: string, option: RegExp])[] = [
  ["comin", /(?:^|\.)services\.comin\.enable$/],
  ["nixfleet", /(?:^|\.)(?:services\.nixfleet[\w-]*(?:\.[\w-]+)?|nixfleet\.agent)\.enable$/],
  ["system.autoUpgrade", /(?:^|\.)system\.autoUpgrade\.enable$/],
];

/**
 * SSH keys from environment variables on hosts that build themselves, as far as their own modules say so: the
 * environment there is nobody's, and the key is a placeholder for ever. Each key once.
 */
export function reportUnsetKeys({ world, config, fleet }: Project): Diagnostic[] {
  if (config === undefined || fleet === undefined) return [];
  const { resolved, declared } = fleet;
  const found = new Map<string, Diagnostic>();
  const read = createModuleReader(world.disk, config.root);
  for (const host of resolved.hosts.values()) {
    const keys = [
      ...listVariables("users", host.accounts.keys(), declared.users),
      ...listVariables("serviceAccounts", host.serviceAccounts.keys(), declared.serviceAccounts),
    ];
    // Hardly any host has such keys, and its modules need not be read otherwise.
    if (host.platform === "linux" || keys.length === 0) continue;
    // Where that is declared, the declaration is what is wrong.
    if (pullsItself(host.deploy.engine)) continue;
    const switchedOn = read(host).filter(isTrue);
    const builder = builders.find(([, option]) => switchedOn.some(({ path }) => option.test(path)));
    if (builder === undefined) continue;
    for (const key of keys) {
      const place = JSON.stringify(key.path);
      if (!found.has(place)) found.set(place, describeKey(key, host.id, builder[0]));
    }
  }
  return [...found.values()];
}

interface VariableKey {
  readonly variable: string;
  readonly path: Path;
}

interface Keyed {
  readonly sshKeys: readonly unknown[];
}

function listVariables(
  section: "users" | "serviceAccounts",
  ids: Iterable<string>,
  owners: ReadonlyMap<string, Keyed>,
): VariableKey[] {
  return [...ids].flatMap((id) =>
    (owners.get(id)?.sshKeys ?? []).flatMap((key, index) => {
      const variable: unknown =
        typeof key === "object" && key !== null ? Reflect.get(key, "env") : undefined;
      const path = [section, id, "sshKeys", index, "env"];
      return typeof variable === "string" ? [{ variable, path }] : [];
    }),
  );
}

function describeKey({ variable, path }: VariableKey, host: string, builder: string): Diagnostic {
  const message = `${quote(host)} builds itself (${builder}), where nobody sets ${quote(variable)}: the key stays a placeholder there.`;
  const help = `Declare the public key itself, or { file: "keys/….pub" } in the repository: it is no secret.`;
  return createProblem("unset-key", message, { path, help });
}
