import { compareNames } from "@fleet/diagnostics";
import type { Answers, Question } from "../../proposal/proposal.ts";
import type { PersonalAccount } from "./list-accounts.ts";
import { askSamePerson } from "./same-person.ts";

/** Somebody, with all accounts that are theirs. */
export interface Person {
  /** The login that most of the accounts have. */
  readonly id: string;
  /** At most one a host, in the order of the hosts. */
  readonly accounts: readonly PersonalAccount[];
}

/** The people, by id, in order, and what was asked to tell them apart. */
export function listPeople(
  accounts: ReadonlyMap<string, readonly PersonalAccount[]>,
  answers: Answers,
): { readonly people: readonly Person[]; readonly questions: readonly Question[] } {
  const asked = askSamePerson(accounts);
  const joined = asked.filter(({ id, proposed }) => answerTo(answers, id, proposed) === "one");
  const isJoined = new Set(joined.flatMap(({ logins }) => logins));
  const groups = [
    ...joined.map(({ logins }) => logins),
    ...[...accounts.keys()].filter((login) => !isJoined.has(login)).map((login) => [login]),
  ];
  const people = groups.map((logins) => personOf(logins, accounts));
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
  const [id = ""] = [...logins].sort((a, b) => own(b).length - own(a).length || compareNames(a, b));
  const all = logins.flatMap(own);
  return { id, accounts: all.sort((a, b) => compareNames(a.host.id, b.host.id)) };
}
