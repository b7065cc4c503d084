import { compareNames } from "@fleet/diagnostics";
import { isOfService, type NamedKey, wordsOf } from "./key-names.ts";

/** Whose a private key may be, told by names: readers such as `user:ada`. */
export interface OwnerGuess {
  /** The one whom a name speaks of; of names that speak of several, nobody. The first name that speaks of anybody counts. */
  readonly guess: (kind: NamedKey, names: readonly string[]) => string | undefined;
  /** Whose key a file is that is named after its owner: `secrets/keys/mini.key`. */
  readonly namedAfter: (path: string) => string | undefined;
}

/** Of what kind the owner of a key most likely is, the likeliest first. */
const kindsOf: { readonly [K in NamedKey]: readonly string[] } = {
  age: ["user", "host", "operator"],
  ssh: ["user", "operator"],
  "ssh-host": ["host"],
};

/** Where a file `mini.key` is a machine's or a person's key, and no certificate's. */
const ofKeys = /^(age|sops|ssh|keys?|identit(y|ies)|hosts?|users?|machines?)$/;

/** Tells owners by the ids of declared readers. */
export function createOwnerGuess(readers: Iterable<string>): OwnerGuess {
  const known = [...readers].sort(compareNames).map((reader) => {
    const [kind = "", id = ""] = reader.split(/:(.*)/s);
    return { reader, kind, id, words: wordsOf(id) };
  });
  const byId = Map.groupBy(known, ({ id }) => id);
  const find = (kind: string, words: readonly string[]) => {
    const text = `-${words.join("-")}-`;
    const named = known.filter((one) => {
      return one.kind === kind && one.words.length > 0 && text.includes(`-${one.words.join("-")}-`);
    });
    // `web-1` is also spoken of by `web`.
    const longest = Math.max(...named.map((one) => one.words.length));
    const [found, other] = named.filter((one) => one.words.length === longest);
    return other === undefined ? found?.reader : undefined;
  };
  return {
    guess: (kind, names) => {
      for (const name of names) {
        for (const one of kindsOf[kind]) {
          const found = find(one, wordsOf(name));
          if (found !== undefined) return found;
        }
      }
      return undefined;
    },
    namedAfter: (path) => {
      const folders = path.split("/");
      const [, id = ""] = /^(.+)\.key$/.exec(folders.pop() ?? "") ?? [];
      if (isOfService(wordsOf(path)) || !folders.some((folder) => ofKeys.test(folder))) {
        return undefined;
      }
      const [found, other] = byId.get(id) ?? [];
      return other === undefined ? found?.reader : undefined;
    },
  };
}
