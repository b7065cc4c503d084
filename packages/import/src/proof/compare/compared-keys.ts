import { authorizedKeyProblem, bareKey } from "@fleet/core/internal";
import { type ComparedPlace, compareSets, isSameList } from "./compared-values.ts";
import { showKey, showOption } from "./shown-value.ts";

/** Reads lines of `authorized_keys`, each text once. */
export type KeyReader = (line: string) => ComparedKey;

/** A line, taken apart. */
interface ComparedKey {
  /** Options and key, which are all that sshd goes by. */
  readonly identity: string;
  readonly comment: string;
  /** Whether sshd takes it for no key, so that no declaration can say it. */
  readonly isBroken: boolean;
}

/** A reader that remembers: the same few lines stand on all hosts. */
export function createKeyReader(): KeyReader {
  const known = new Map<string, ComparedKey>();
  return (line) => {
    const read = known.get(line) ?? readKey(line);
    known.set(line, read);
    return read;
  };
}

function readKey(line: string): ComparedKey {
  const text = line.trim();
  const bare = bareKey(text);
  const start = text.indexOf(bare);
  const isBroken = text === "" || authorizedKeyProblem(text) !== undefined;
  if (start === -1) return { identity: text, comment: "", isBroken };
  const options = text.slice(0, start).trim();
  const comment = text.slice(start + bare.length).trim();
  return { identity: options === "" ? bare : `${options} ${bare}`, comment, isBroken };
}

/**
 * Compares who gets in by SSH, and says whether they are the same. Comments make no other key. Where the later fleet is
 * built, a line may be there twice: the module says it that said it before, and fleet says it as well.
 */
export function compareKeys(
  place: ComparedPlace,
  lines: { readonly before: readonly string[]; readonly after: readonly string[] },
  read: KeyReader,
): boolean {
  const name = ["openssh", "authorizedKeys", "keys"];
  if (isSameList(lines.before, lines.after)) {
    const distinct = new Set(lines.before.map((line) => read(line).identity));
    place.tally.countEqual("keys", distinct.size);
    return true;
  }
  // The module goes on saying what is none.
  const isLeft = (line: string) => place.later === "declared" && read(line).isBroken;
  place.tally.countLeft("keys", lines.before.filter(isLeft).length);
  const before = groupComments(
    lines.before.filter((line) => !isLeft(line)),
    read,
  );
  const after = groupComments(lines.after, read);
  const sets = { name, before: [...before.keys()], after: [...after.keys()], show: showKey };
  const { common, isEqual } = compareSets(place, sets);
  place.tally.countEqual("keys", common);
  let isOnce = true;
  for (const [identity, comments] of before) {
    const others = after.get(identity);
    if (others === undefined) continue;
    const what = () => showOption(...place.option, ...name);
    if (place.later === "declared" && others.length > Math.max(1, comments.length)) {
      isOnce = false;
      tellRepetition(place, { what: what(), identity, count: others.length });
    }
    if (!comments.some((comment) => others.includes(comment))) {
      const message = `The comment of ${showKey(identity)} is another one; nobody goes by it.`;
      place.tally.note(place.host, { kind: place.kind, what: what(), message });
    }
  }
  return isEqual && isOnce;
}

/** The comments of each key. */
function groupComments(
  lines: readonly string[],
  read: KeyReader,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const line of lines) {
    const { identity, comment } = read(line);
    const group = groups.get(identity) ?? [];
    groups.set(identity, group);
    group.push(comment);
  }
  return groups;
}

function tellRepetition(
  { tally, host, kind }: ComparedPlace,
  {
    what,
    identity,
    count,
  }: { readonly what: string; readonly identity: string; readonly count: number },
): void {
  const before = showKey(identity);
  const reason = "The declaration says the key more than once.";
  tally.differ(host, { kind, what, before, after: `${before}, ${count} times`, reason });
}
