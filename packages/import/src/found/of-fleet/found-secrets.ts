import type { WiredSecret } from "@fleet/secrets";
import type { FoundSecret } from "../found-secret.ts";
import { declaredIn } from "./found-account.ts";

/** The secrets of a host or home, by name, in order. What sops-nix decides by itself is null. */
export function foundSecrets(secrets: ReadonlyMap<string, WiredSecret> | undefined): FoundSecret[] {
  return [...(secrets ?? [])].map(([name, secret]) => ({
    name,
    file: secret.file,
    key: secret.key,
    format: secret.format,
    mode: secret.mode,
    owner: secret.owner ?? null,
    group: secret.group ?? null,
    path: secret.path ?? null,
    neededForUsers: secret.neededForUsers,
    restartUnits: secret.restartUnits,
    reloadUnits: secret.reloadUnits,
    definedIn: declaredIn,
  }));
}
