import type { HostSecretDeclaration, PasswordDeclaration } from "@fleet/core/internal";
import { quote } from "@fleet/diagnostics";
import type { LeftList } from "../left-list.ts";
import { type AccountFacts, nameAccount } from "../people/account-facts.ts";

type HostSecrets = ReadonlyMap<string, HostSecretDeclaration>;
type People = ReadonlyMap<string, readonly AccountFacts[]>;

/** What is said of the passwords of accounts, and which secrets that says already. */
export interface PasswordSecrets {
  readonly passwordOf: (account: AccountFacts) => PasswordDeclaration | undefined;
  /** The names of secrets, by host, that need no declaration of their own. */
  readonly implied: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Lets a password declare its secret, where that says no more than a password can. */
export function foldPasswords(
  people: People,
  {
    secrets,
    left,
  }: { readonly secrets: ReadonlyMap<string, HostSecrets>; readonly left: LeftList },
): PasswordSecrets {
  const passwords = new Map<AccountFacts, PasswordDeclaration>();
  const implied = new Map<string, Set<string>>();
  for (const account of [...people.values()].flat()) {
    const { password, host } = account;
    if (password === undefined) continue;
    if (typeof password === "string" || !("secret" in password)) {
      passwords.set(account, password);
      continue;
    }
    const secret = secrets.get(host.id)?.get(password.secret);
    if (secret === undefined) {
      leavePassword(account, { name: password.secret, left });
    } else if (isOfPassword(secret)) {
      implied.set(host.id, (implied.get(host.id) ?? new Set()).add(password.secret));
      passwords.set(account, { secret: password.secret, file: secret.file, key: secret.key });
    } else passwords.set(account, password);
  }
  return { passwordOf: (account) => passwords.get(account), implied };
}

/** A password says of its secret in which file it is under which key, and that it is needed for users. */
function isOfPassword({ neededForUsers, file: _, key: __, ...others }: HostSecretDeclaration) {
  return neededForUsers === true && Object.values(others).every((value) => value === undefined);
}

function leavePassword(
  account: AccountFacts,
  { name, left }: { readonly name: string; readonly left: LeftList },
): void {
  left.add({
    kind: "password",
    about: nameAccount(account),
    message: `Its password is in the secret ${quote(name)}, which cannot be declared.`,
    help: "",
    files: account.user.definedIn,
  });
}
