import type { Fleet } from "@fleet/core";
import { defaultSecretFiles, type SecretsDeclaration } from "@fleet/core/internal";

/** What stands beside the rules in the `secrets` of a declaration, as it is declared; absent what is the default. */
export type KeptSecrets = Pick<SecretsDeclaration, "readers" | "ignore" | "hostFile" | "userFile">;

/** What a declaration with other rules still has to say. */
export function keepSecrets(secrets: Fleet["secrets"]): KeptSecrets {
  if (secrets === undefined) return {};
  const { readers, ignore, hostFile, userFile } = secrets;
  return {
    ...(readers.size === 0 ? {} : { readers: Object.fromEntries(readers) }),
    ...(ignore.length === 0 ? {} : { ignore }),
    ...(hostFile === defaultSecretFiles.host ? {} : { hostFile }),
    ...(userFile === defaultSecretFiles.user ? {} : { userFile }),
  };
}
