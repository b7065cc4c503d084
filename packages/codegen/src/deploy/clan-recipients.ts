import type { ResolvedHost } from "@fleet/core";
import type { Keyring } from "@fleet/secrets";

/**
 * For whom clan encrypts the key of a machine: the age recipients of its admins, in their order, each once. They
 * become root there, and could read the key anyhow. Undefined for other engines, and where no admin has a key: an
 * empty list would not let clan's own recipients count.
 */
export function clanRecipients(
  { deploy, accounts }: ResolvedHost,
  keyring: Pick<Keyring, "recipients"> | undefined,
): readonly string[] | undefined {
  if (deploy.engine !== "clan" || keyring === undefined) return undefined;
  const admins = [...accounts.values()].filter(({ isAdmin }) => isAdmin.value);
  const recipients = admins
    .flatMap(({ user }) => keyring.recipients.get(`user:${user}`) ?? [])
    .filter(({ type }) => type === "age");
  return recipients.length === 0 ? undefined : [...new Set(recipients.map(({ id }) => id))];
}
