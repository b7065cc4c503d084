import type { FoundOwner } from "../found/found-keys.ts";

/** What an owner may be called by its source. */
export type OwnerKind = NonNullable<FoundOwner["kind"]>;

/** The words by which people say what a key is for, the particular before what may stand beside them. */
const words: readonly (readonly [OwnerKind, RegExp])[] = [
  [
    "operator",
    /^(?:recovery|offline|emergency|ci|bots?|deploy(?:er|ment)?|repo(?:sitory)?|pipeline|actions?|runners?)$/,
  ],
  [
    "host",
    /^(?:hosts?|machines?|servers?|nodes?|systems?|computers?|devices?|vms?|laptops?|desktops?|workstations?|osh|nixos|darwin|macs?)$/,
  ],
  [
    "user",
    /^(?:users?|people|persons?|humans?|members?|admins?|administrators?|maintainers?|owners?|team|homes?|home-manager)$/,
  ],
];

/** Words as people write them, in small letters: of `Host keys (by ssh-to-age)` among others `host`. */
function wordsOf(text: string): string[] {
  return text
    .slice(0, 200)
    .toLowerCase()
    .split(/[^a-z0-9-]+/)
    .flatMap((word) =>
      word.startsWith("-") ? [] : [word, ...(word.includes("-") ? word.split("-") : [])],
    )
    .filter((word) => word !== "");
}

/**
 * What a heading or the name of a list says of the keys below: of several kinds the one that is spoken of first,
 * unless they are nobody's. Undefined where it says nothing of it.
 */
export function kindOfText(text: string): OwnerKind | undefined {
  const kinds = wordsOf(text).map(kindOfWord);
  return kinds.includes("operator") ? "operator" : kinds.find((kind) => kind !== undefined);
}

/** What a word by itself says. */
export function kindOfWord(word: string): OwnerKind | undefined {
  return words.find(([, form]) => form.test(word))?.[0];
}

/** A name without the words around it that say what it is, as people put them: `user_ada`, `ada-user`, `mini_osh`. */
export interface BareName {
  readonly name: string;
  readonly kind: OwnerKind | undefined;
}

const affix = "user|host|admin|server|machine|node|person|operator|client|system";
const prefix = new RegExp(`^(${affix})[_.:/-]+(?=[a-z0-9])`, "i");
const suffix = new RegExp(`(?<=[a-z0-9])[_.:/-]+(${affix}|osh)$`, "i");
const onlyAffix = new RegExp(`^(?:${affix})$`, "i");
const noise = /(?<=[a-z0-9])[_.:-]+(?:age|key|ssh|pub|sops|ed25519)$/i;

/** Takes them off. */
export function bareName(text: string): BareName {
  const trimmed = text.replace(noise, "");
  for (const form of [prefix, suffix]) {
    const [, word] = form.exec(trimmed) ?? [];
    if (word === undefined) continue;
    const name = trimmed.replace(form, "");
    // Of `admin-user` the name is admin.
    if (form === prefix && onlyAffix.test(name)) continue;
    const kind = word.toLowerCase() === "client" ? "host" : kindOfAffix(word.toLowerCase());
    return { name, kind };
  }
  return { name: trimmed, kind: undefined };
}

function kindOfAffix(word: string): OwnerKind | undefined {
  return word === "operator" ? "operator" : kindOfWord(word);
}
