import { shellWord } from "@fleet/diagnostics";
import type { StepOutcome } from "@fleet/project/deploy";

/** What sudo says where it cannot ask (sudo 1.9, plugins/sudoers). */
const sudoCannotAsk =
  /sudo: (a terminal is required|a password is required|no tty present|no password was provided)/;

/** What to do about what most often keeps a host from being deployed, by the last lines of its log; undefined elsewhere. */
export function hintAt(
  { step }: Pick<StepOutcome, "step">,
  lines: readonly string[],
): string | undefined {
  const text = lines.join("\n");
  const login = loginOf(step.words);
  if (sudoCannotAsk.test(text)) {
    return `Nobody could type a password there. Deploy it alone, on a terminal: fleet deploy ${step.targets.map(shellWord).join(" ")}`;
  }
  if (login === undefined) return undefined;
  if (text.includes("Host key verification failed")) {
    return `SSH does not know that host, or knows another key of it. Look at it once: ssh ${login}`;
  }
  if (/Permission denied \([\w,-]*publickey/.test(text)) {
    return `None of your keys lets you in there. Try it: ssh ${login}`;
  }
  return undefined;
}

function loginOf(words: readonly string[]): string | undefined {
  const place = words.indexOf("--target-host");
  const login = place === -1 ? undefined : words[place + 1];
  return login === undefined ? undefined : shellWord(login);
}
