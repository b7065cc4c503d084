import { bareName, type OwnerKind } from "./kind-words.ts";
import { type KnownOwner, type KnownOwners, plainName } from "./known-names.ts";

/** Who is meant by a name, and what it says of the key beside. */
export interface NameMatch {
  readonly owner: KnownOwner;
  /** What is left of the name: `yk5nfc` of `hexa-yk5nfc`; "" where nothing is. */
  readonly rest: string;
  /** Whether it had to be guessed, because the name is no more than like that of the owner. */
  readonly isGuess: boolean;
}

/**
 * Finds whom the name of a key speaks of: the one who is called so, then the one who is called so without what
 * people put around names, then the one with whose name it begins or ends.
 */
export function matchName(
  text: string,
  kind: OwnerKind | undefined,
  known: KnownOwners,
): NameMatch | undefined {
  const whole = find(text, kind, known);
  if (whole !== undefined) return { owner: whole, rest: "", isGuess: false };
  const bare = bareName(text);
  const wanted = bare.kind ?? kind;
  const named = find(bare.name, wanted, known);
  if (named !== undefined) {
    return { owner: named, rest: "", isGuess: bare.kind !== undefined && bare.kind !== named.kind };
  }
  return matchPart(bare.name, wanted, known);
}

function find(
  name: string,
  kind: OwnerKind | undefined,
  { byName }: KnownOwners,
): KnownOwner | undefined {
  const there = byName.get(plainName(name)) ?? [];
  return there.find((one) => one.kind === kind) ?? (kind === "operator" ? undefined : there[0]);
}

/** `mic92-mac` is mic92's, and so is `yubikey_mic92`: the longest name counts, and one in front more than one behind. */
function matchPart(
  name: string,
  kind: OwnerKind | undefined,
  known: KnownOwners,
): NameMatch | undefined {
  const parts = name.split(/([_.:/@-]+)/).slice(0, 41);
  for (const isFront of [true, false]) {
    for (let count = parts.length - 2; count > 0; count -= 2) {
      const own = isFront ? parts.slice(0, count) : parts.slice(-count);
      const rest = isFront ? parts.slice(count + 1) : parts.slice(0, -count - 1);
      const owner = find(own.join(""), kind, known);
      // A word of one or two letters is no name that anything can be told by.
      if (owner === undefined || plainName(own.join("")).length < 3) continue;
      if (kind !== undefined && owner.kind !== kind) continue;
      return { owner, rest: rest.join(""), isGuess: !isFront || kind === undefined };
    }
  }
  return undefined;
}
