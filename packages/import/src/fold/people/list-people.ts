import { loginNameProblem } from "@fleet/core/internal";
import { compareNames } from "@fleet/diagnostics";
import type { Answers, Question } from "../../proposal/proposal.ts";
import { declarableModule } from "../homes/found-homes.ts";
import type { KeyReader } from "../key-reader.ts";
import type { PersonalAccount } from "./list-accounts.ts";
import { askSamePerson } from "./same-person.ts";

/** Somebody, with all accounts that are theirs. */
export interface Person {
  /** A login: the one by which files of homes are called, or else that of most accounts. */
  readonly id: string;
  /** At most one a host, in the order of the hosts. */
  readonly accounts: readonly PersonalAccount[];
}

/** The people, by id, in order, and what was asked to tell them apart. */
export function listPeople(
  accounts: ReadonlyMap<string, readonly PersonalAccount[]>,
  { answers, keys }: { readonly answers: Answers; readonly keys: KeyReader },
): { readonly people: readonly Person[]; readonly questions: readonly Question[] } {
  const asked = askSamePerson(accounts, keys);
  const joined = asked.filter(({ id, proposed }) => answerTo(answers, id, proposed) === "one");
  const isJoined = new Set(joined.flatMap(({ logins }) => logins));
  const groups = [
    ...joined.map(({ logins }) => logins),
    ...[...accounts.keys()].filter((login) => !isJoined.has(login)).map((login) => [login]),
  ];
  const taken = new Set(accounts.keys());
  const people = groups.map((logins) => {
    const person = personOf(logins, accounts);
    const named = nameByHomes(person, taken);
    if (named !== undefined) taken.add(named);
    return named === undefined ? person : { ...person, id: named };
  });
  return {
    people: people.sort((a, b) => compareNames(a.id, b.id)),
    questions: asked.map(({ id, text, because, answers: all, proposed }) => ({
      id,
      text,
      because,
      answers: all,
      proposed,
    })),
  };
}

/** What is no answer to it is none. */
function answerTo(answers: Answers, id: string, proposed: string): string {
  const answer = answers.get(id);
  return answer === "one" || answer === "several" ? answer : proposed;
}

function personOf(
  logins: readonly string[],
  accounts: ReadonlyMap<string, readonly PersonalAccount[]>,
): Person {
  const own = (login: string) => accounts.get(login) ?? [];
  const all = logins.flatMap(own);
  const inModules = new Set(
    logins.length === 1 ? [] : all.flatMap(({ homes }) => homes.flatMap(namesInModules)),
  );
  const rank = (login: string) => Number(inModules.has(login));
  const [id = ""] = [...logins].sort(
    (a, b) => rank(b) - rank(a) || own(b).length - own(a).length || compareNames(a, b),
  );
  return { id, accounts: all.sort((a, b) => compareNames(a.host.id, b.host.id)) };
}

/** Whom homes that are built on their own call otherwise than by a login: by the id, which they keep. */
function nameByHomes({ accounts }: Person, taken: ReadonlySet<string>): string | undefined {
  const names = accounts.flatMap(({ user, homes }) => {
    const alone = homes.filter(({ kind }) => kind === "standalone");
    return alone
      .map(({ home }) => home.name.split("@", 1).join(""))
      .filter((name) => name !== user.login);
  });
  const [name, ...others] = new Set(names);
  if (name === undefined || others.length > 0 || taken.has(name)) return undefined;
  return name === "__proto__" || loginNameProblem(name) !== undefined ? undefined : name;
}

/** What folders and files of the modules of a home are called, without what tells that they are modules. */
function namesInModules({ home }: PersonalAccount["homes"][number]): string[] {
  return (home.modules ?? []).flatMap((module) => {
    const declared = declarableModule(module);
    if (declared === undefined) return [];
    const text = typeof declared === "string" ? declared : declared.attr;
    return text.replace(/\.nix$/, "").split("/");
  });
}
