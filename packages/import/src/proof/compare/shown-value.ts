import { quote } from "@fleet/diagnostics";
import { isNixText, printAttrPath } from "@fleet/nix-eval";

/** What stands where there is no value. */
export const nothing = "nothing";

/** A value as a difference shows it: plain words as they are, all else quoted and cut. */
export function showValue(value: unknown): string {
  if (value === null || value === undefined || value === "") return nothing;
  if (typeof value === "string" && /^[\w@.:/+-]{1,100}$/.test(value)) return value;
  return quote(value);
}

/** An option as people write it in Nix, such as `users.users."a b".uid`; names of no end are cut. */
export function showOption(...names: readonly string[]): string {
  const isShort = names.every((name) => name.length <= 100 && isNixText(name));
  return isShort ? printAttrPath(names) : names.map(showValue).join(".");
}

/** A line of `authorized_keys` without what is long in it. */
export function showKey(line: string): string {
  const short = line.replace(/AAAA[\w+/=]{24,}/g, (blob) => `AAAA…${blob.slice(-12)}`);
  return /^[\w@.:/+ …=-]{1,100}$/.test(short) ? short : quote(short);
}
