/** What kind of private key a name speaks of. */
export type NamedKey = "age" | "ssh" | "ssh-host";

/**
 * The kind of private key that opens secrets, or lets somebody log in, for which a name is the usual one:
 * of a file, of a value in one (nested keys joined by "/"), or a path that a secret is decrypted to.
 * Undefined of what is public, and of private keys that are nobody's to log in or decrypt with: those of
 * WireGuard, TLS, signing, deploying, or an API. A name that other things have, too, such as `identity`,
 * counts where `isCertain` is not asked for.
 */
export function keyOfName(
  name: string,
  { isCertain = false }: { readonly isCertain?: boolean } = {},
): NamedKey | undefined {
  const words = wordsOf(name);
  if (words.some((word) => notPrivate.has(word))) return undefined;
  const text = words.join("-");
  const found = forms.find(({ form }) => form.test(text));
  if (found?.isVague !== true) return found?.kind;
  return isCertain || isOfService(words) ? undefined : found.kind;
}

/** Whether words are of something that has keys which open nothing else. */
export function isOfService(words: readonly string[]): boolean {
  return words.some((word) => ofServices.has(word));
}

/** Whether a text may hold a name that `keyOfName` knows: quickly, for most hold none. */
export function mayNameKey(text: string): boolean {
  return hint.test(text);
}

const hint =
  /id[-_. ]?(?:ed25519|rsa|ecdsa|dsa)|ssh[-_. ]?host|age[-_. /]?(?:key|secret|priv|ident)|sops[-_. /]?(?:key|priv|secret|age)|keys?[-_.]txt|identity/i;

/** The words of a name in small letters: `SOPS_AGE_KEY`, `sops/age-key` and `sopsAgeKey` have the same ones. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

/** What stands beside a public half, a path to a key, or something encrypted with one. */
const notPrivate: ReadonlySet<string> = new Set([
  ..."pub public cert certificate file path passphrase password fingerprint recipient recipients known authorized".split(
    " ",
  ),
]);

/** What has an identity or a key file of its own that opens nothing else. */
const ofServices: ReadonlySet<string> = new Set([
  ..."network zerotier nebula tinc tor onion wireguard wg matrix saml oidc oauth api service cluster syncthing yggdrasil ipfs dnssec tls ssl cert certs pki ca acme luks".split(
    " ",
  ),
]);

const end = "(-(private|priv|secret))?$";

const forms: readonly {
  readonly kind: NamedKey;
  readonly form: RegExp;
  /** Whether other things are called so, too. */
  readonly isVague?: boolean;
}[] = [
  // sshd_config(5), HostKey.
  { kind: "ssh-host", form: new RegExp(`(^|-)ssh-host-((ed25519|rsa|ecdsa|dsa)-)?key${end}`) },
  // ssh(1), -i.
  { kind: "ssh", form: new RegExp(`(^|-)id-(ed25519|rsa|ecdsa|dsa)${end}`) },
  // SOPS_AGE_KEY and its relatives (sops, age/keysource.go), and what people make of them.
  { kind: "age", form: /(^|-)(age|agekey)-((secret|private|priv|identity)-)?(keys?|identity)$/ },
  { kind: "age", form: new RegExp(`(^|-)(agekey|sops-(age-)?((secret|private)-)?key)${end}`) },
  { kind: "age", form: /(^|-)age-secret$/ },
  // `sops/age/keys.txt` (the same file of sops); sops-nix calls it key.txt in its README.
  { kind: "age", form: /(^|-)keys?-txt$/, isVague: true },
  { kind: "age", form: /^((age|sops|ssh|secrets?|keys?)-)*identity(-txt)?$/, isVague: true },
];
