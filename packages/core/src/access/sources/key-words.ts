import { quote } from "@fleet/diagnostics";
import { optionsOf } from "../../keys/authorized-key.ts";
import type { SshKeyOptions } from "../../keys/key-options.ts";
import { nameSshKey } from "../../keys/ssh-key-name.ts";
import { dayBefore } from "../../resolve/accounts/expiry.ts";
import type { ResolvedSshKey } from "../../resolve/resolved-fleet.ts";

/** What the keys of an account are good for. */
export interface LoginKeys {
  /** With what its holder logs in, as in `with an SSH key`; empty where they have no key. */
  readonly own: string;
  /** Why it cannot be told whether that amounts to acting as the account; undefined where it does, or no key is there. */
  readonly unknown: string | undefined;
  /** The same for each key that signs certificates. */
  readonly certificates: readonly string[];
}

const nothing: LoginKeys = { own: "", unknown: undefined, certificates: [] };

interface ReadKey {
  readonly key: ResolvedSshKey;
  readonly options: SshKeyOptions;
}

/** Says what the lines of an account's keys are good for. Of several that sshd comes to the one that limits least counts. */
export function describeLoginKeys(keys: readonly ResolvedSshKey[]): LoginKeys {
  if (keys.length === 0) return nothing;
  const read = dropUnreached(keys).map((key): ReadKey => ({ key, options: optionsOf(key) }));
  const signing = read.filter(({ options }) => options.isAuthority);
  const certificates = signing.map(({ key, options }) => describeCertificate(key, options));
  const own = read.filter(({ options }) => !options.isAuthority);
  const free = own.filter(({ options }) => options.command === undefined);
  const best = free.find(({ options }) => options.names.length === 0) ?? free[0];
  if (best !== undefined) {
    return { own: ` with ${describeKey(best)}`, unknown: undefined, certificates };
  }
  if (own.length > 0) {
    const unknown = "what that command lets them do is not looked at";
    return { own: ` with ${describeCommands(own)}`, unknown, certificates };
  }
  const unknown = "who has a certificate is not declared";
  return { own: " with a certificate", unknown, certificates };
}

/** Lines without those that sshd never comes to, as it takes the first one with a key that fits (sshd(8), AUTHORIZED_KEYS). */
export function dropUnreached(keys: readonly ResolvedSshKey[]): readonly ResolvedSshKey[] {
  if (keys.length < 2) return keys;
  const settled = new Set<string>();
  return keys.filter((key) => {
    const { isAuthority, from, expires } = optionsOf(key);
    const name = `${isAuthority} ${nameSshKey(key)}`;
    const isReached = !settled.has(name);
    if (from === undefined && expires === undefined) settled.add(name);
    return isReached;
  });
}

function describeKey({ key, options }: ReadKey): string {
  const source = typeof key === "string" ? "an SSH key" : `an SSH key from ${key.env}`;
  const restricted = options.isRestricted ? ', under "restrict"' : "";
  return `${source}${restricted}${describeConditions(options)}`;
}

function describeConditions({ from, expires }: SshKeyOptions): string {
  const where = from === undefined ? "" : `, from ${quote(from)} only`;
  return `${where}${expires === undefined ? "" : `, until ${describeEnd(expires)}`}`;
}

/** The last day, where the key is good up to the beginning of the next one. */
function describeEnd(expires: string): string {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(expires) ?? [];
  return day === undefined ? expires : dayBefore(`${year}-${month}-${day}`);
}

function describeCommands(keys: readonly ReadKey[]): string {
  const [first] = keys;
  const commands = [...new Set(keys.map(({ options }) => quote(options.command ?? "")))];
  const rest = commands.length > 3 ? ` and ${commands.length - 3} more` : "";
  const what = `that may only run ${commands.slice(0, 3).join(", ")}${rest}`;
  return keys.length === 1 && first !== undefined
    ? `an SSH key ${what}${describeConditions(first.options)}`
    : `SSH keys ${what}`;
}

function describeCertificate(key: ResolvedSshKey, options: SshKeyOptions): string {
  const { principals, command } = options;
  const whose = principals === undefined ? "" : ` for ${quote(principals)}`;
  const what = command === undefined ? "" : `, that may only run ${quote(command)}`;
  return ` with a certificate${whose} by ${nameKey(key)}${what}${describeConditions(options)}`;
}

/** A key by its end and comment, which is how people tell it from others. */
function nameKey(key: ResolvedSshKey): string {
  if (typeof key !== "string") return `the key from ${key.env}`;
  const [, end = "", comment = ""] =
    /\sAAAA[A-Za-z0-9+/]*?([A-Za-z0-9+/]{8}=*)(?:\s+(.*))?$/.exec(key) ?? [];
  return `the key ${quote(comment === "" ? `…${end}` : comment)}`;
}
