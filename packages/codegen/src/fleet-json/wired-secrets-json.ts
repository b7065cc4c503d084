import type { WiredSecret } from "@fleet/secrets";
import type { Json } from "./json-text.ts";

/** Secrets of a host or home, by name. */
export type WiredSecrets = ReadonlyMap<string, WiredSecret> | undefined;

/** Secrets by name; what is undefined or empty is for sops-nix to decide. */
export function secretsJson(secrets: WiredSecrets): Json | undefined {
  if (secrets === undefined) return undefined;
  return Object.fromEntries([...secrets].map(([name, secret]) => [name, secretJson(secret)]));
}

function secretJson(secret: WiredSecret): Json {
  return {
    file: secret.file,
    format: secret.format,
    group: secret.group,
    key: secret.key,
    mode: secret.mode,
    neededForUsers: secret.neededForUsers ? true : undefined,
    owner: secret.owner,
    path: secret.path,
    reloadUnits: secret.reloadUnits.length === 0 ? undefined : secret.reloadUnits,
    restartUnits: secret.restartUnits.length === 0 ? undefined : secret.restartUnits,
  };
}
