const text = "[./0-9A-Za-z]";

/**
 * The forms of crypt(5) that NixOS takes (`enabledCryptSchemeIds`, pkgs/development/libraries/libxcrypt), by what
 * they begin with.
 */
const forms: ReadonlyMap<string, RegExp> = new Map([
  ["y", new RegExp(`^\\$y\\$${text}+\\$${text}{0,86}\\$${text}{43}$`)],
  ["gy", new RegExp(`^\\$gy\\$${text}+\\$${text}{0,86}\\$${text}{43}$`)],
  ["7", new RegExp(`^\\$7\\$${text}{11,97}\\$${text}{43}$`)],
  ["2a", new RegExp(`^\\$2a\\$[0-3][0-9]\\$${text}{53}$`)],
  ["2b", new RegExp(`^\\$2b\\$[0-3][0-9]\\$${text}{53}$`)],
  ["2y", new RegExp(`^\\$2y\\$[0-3][0-9]\\$${text}{53}$`)],
  ["6", new RegExp(`^\\$6\\$(?:rounds=[1-9][0-9]{3,8}\\$)?${text}{1,16}\\$${text}{86}$`)],
]);

/** Those that crypt(5) has beside them: too weak for NixOS to be built with. */
const weak = /^(?:\$(?:5|1|3|md5|sha1|2x|sm3|sm3y)[$,]|_[./0-9A-Za-z]{19}$)/;

/** Why a text is no hash of a password, in a sentence that repeats nothing of it; undefined where it is one. */
export function passwordHashProblem(hash: string): string | undefined {
  if (hash === "") return "It is empty, which lets everybody in without a password.";
  if (/^[!*]/.test(hash)) return "It is that of a locked account.";
  if (/[\s:]/.test(hash)) return "It holds a blank, a line break or a colon.";
  if (weak.test(hash))
    return "It is of a kind that NixOS does not take, since it is guessed too fast.";
  const form = forms.get(hash.split("$", 2)[1] ?? "");
  if (!hash.startsWith("$") || form === undefined) {
    return "It is of no form that crypt(5) has. If it is the password itself, change that: whoever reads this repository knows it.";
  }
  return form.test(hash)
    ? undefined
    : "Its end is not as it should be: a part of it is missing, or was changed.";
}
