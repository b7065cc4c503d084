import { quote } from "@fleet/diagnostics";
import type { FoundOwner } from "../found/found-keys.ts";
import { kindOfText, kindOfWord, type OwnerKind } from "./kind-words.ts";
import { idsOfSshKey } from "./known-names.ts";

/** A name that stands around a place in a text, and how far in. */
interface Outline {
  readonly indent: number;
  readonly names: readonly string[];
}

/**
 * The names that a text calls keys by, told by its layout alone: `mini = "age1…";` below `hosts = {`. What it
 * names is read tolerantly, since nothing is decided by it but what a key is called.
 */
export function findMentions(text: string, path: string, ids: ReadonlySet<string>): FoundOwner[] {
  if (!/age1|ssh-/.test(text)) return [];
  const found: FoundOwner[] = [];
  let around: readonly Outline[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "" || line.length > 20_000) continue;
    const indent = line.length - line.trimStart().length;
    around = around.filter((one) => one.indent < indent);
    for (const match of line.matchAll(keyForm)) {
      const id = [match[0], ...idsOfSshKey(match[0])].find((one) => ids.has(one));
      if (id === undefined) continue;
      const beside = namesBefore(line.slice(0, match.index));
      const names = [...beside, ...around.toReversed().flatMap((one) => one.names)];
      found.push(describeMention(id, names, { path, line: index + 1 }));
    }
    const opened = namesBefore(line.replace(/[[{(]\s*(?:[#/].*)?$/, ""));
    if (opened.length > 0) around = [...around, { indent, names: opened }];
  }
  const [only, other] = found;
  // A file that holds one key is often named after whose it is.
  const isAlone = only !== undefined && other === undefined && only.name === "";
  if (isAlone) return nameByPath(only, path);
  return found.filter(({ name }) => name !== "");
}

const keyForm = /\bage1[a-z0-9]{50,}|\bssh-(?:ed25519|rsa) [A-Za-z0-9+/=]{60,}/g;

/** The name that a text ends by giving a value to, its last part first: of `users.ada = "` ada, users. */
function namesBefore(text: string): string[] {
  const given = text
    .slice(-400)
    .trimEnd()
    .replace(/["']$/, "")
    .replace(/[[({\s]+$/, "");
  if (!/[:=]$/.test(given)) return [];
  const before = given.slice(0, -1).trimEnd();
  // Not by one expression, which would try all ways to part a long word.
  let start = before.length;
  while (start > 0 && /[\w@.+"'-]/.test(before[start - 1] ?? "")) start -= 1;
  // In quotes, a dot is part of a name.
  const parts = before.slice(start).match(/"[^"]*"|'[^']*'|[^."']+/g) ?? [];
  const names = parts.map((part) => part.replaceAll(/["']/g, "")).filter((part) => part !== "");
  return names.reverse();
}

/** What keys are called for being keys. */
const usual =
  /^(?:(?:public|pub|age|ssh|host|sops|authorized|signing|user)?-?_?keys?|ssh_?host_?key|recipients?|openssh|age|ssh|ed25519|rsa|default|value|values|data|services|config|key_?files?|id_\w+|ssh_host_\w+|secrets?|pub|publickey|pubkeys?|let|in|all|vars|sops|age\.nix|\w*(?:public|private|host|ssh|age|signing|backup|deploy|sops)[-_]?keys?)$/i;

function describeMention(
  id: string,
  names: readonly string[],
  { path, line }: { readonly path: string; readonly line: number },
): FoundOwner {
  const own = names.findIndex(
    (name) => !usual.test(name) && kindOfWord(name.toLowerCase()) === undefined,
  );
  const name = own === -1 ? "" : (names[own] ?? "");
  const kind = names.slice(own + 1).flatMap((one): OwnerKind[] => {
    const told = kindOfText(one);
    return told === undefined ? [] : [told];
  })[0];
  const because = `${path} calls it ${quote(name)}`;
  const told = {
    name,
    recipients: [id],
    kind: kind ?? null,
    because,
    comment: "",
    file: path,
    line,
  };
  // What stands around it may as well be what the key is used for.
  return own === 0 ? told : { ...told, isGuess: true };
}

function nameByPath(mention: FoundOwner, path: string): FoundOwner[] {
  const parts = path
    .split("/")
    .map((part) => part.replace(/\.(?:pub|nix|json|toml|ya?ml|txt)$/, ""));
  const names = parts.toReversed();
  const own = names.findIndex((name) => !usual.test(name) && kindOfWord(name) === undefined);
  const name = own === -1 ? undefined : names[own];
  if (name === undefined) return [];
  const kind = /ssh_host_/.test(path)
    ? "host"
    : names.slice(own + 1).flatMap((one) => kindOfText(one) ?? [])[0];
  return [{ ...mention, name, kind: kind ?? null, because: `it stands in ${path}`, isGuess: true }];
}
