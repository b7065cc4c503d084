import {
  holdsUnseen,
  hostIdProblem,
  isAddress,
  parseAuthorizedKey,
  plainNameProblem,
  systems,
} from "@fleet/core/internal";
import { holdsPrivateKey } from "@fleet/diagnostics";
import { parseRecipient } from "@fleet/secrets/internal";
import { usableLoginProblem } from "../machine/usable-login.ts";

/** What keeps an answer from being one, as a sentence; undefined where nothing does. */
export type AnswerProblem = (answer: string) => string | undefined;

/** By what is asked for, what keeps an answer from being one. */
export const answerProblems = {
  host: hostIdProblem,
  login: usableLoginProblem,
  profile: plainNameProblem,
  fullName: (answer) => {
    if (answer === "") return undefined;
    if (answer.trim() === "") return "It is blank.";
    if (answer.length > 254) return "It has more than 254 characters.";
    if (holdsUnseen(answer)) return "It holds a character that cannot be seen.";
    if (/<[^<>]*@[^<>]*>/.test(answer)) return "It holds a mail address.";
    return answer.includes(":")
      ? 'It holds ":", which parts the fields of /etc/passwd.'
      : undefined;
  },
  email: (answer) =>
    answer === "" || isAddress(answer) ? undefined : "It is no address such as keith@example.org.",
  system: (answer) =>
    systems.some((system) => system === answer)
      ? undefined
      : "It is none that Nix knows, such as x86_64-linux or aarch64-darwin.",
  stateVersion: (answer) =>
    /^\d\d\.(05|11)$/.test(answer) ? undefined : "It is no release such as 25.11.",
  uid: (answer) =>
    /^[1-9]\d{2,8}$/.test(answer) ? undefined : "It is no uid of a person, such as 1000 or 501.",
  // What a key is worth nobody needs to see again, least of all a private one.
  sshKey: (answer) => {
    if (holdsPrivateKey(answer)) return "It is a private key: the public one ends in .pub.";
    const parsed = parseAuthorizedKey(answer);
    return parsed.ok ? undefined : parsed.problem;
  },
  operatorKey: (answer) => {
    if (/^AGE-SECRET-KEY-/i.test(answer))
      return "It is a private key: the public one begins with age1.";
    const parsed = parseRecipient(answer);
    return parsed.ok ? undefined : parsed.problem;
  },
} as const satisfies Readonly<Record<string, AnswerProblem>>;
