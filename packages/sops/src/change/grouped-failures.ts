import { type Diagnostic, quote } from "@fleet/diagnostics";
import type { Keyring } from "@fleet/secrets";
import { nameRecipient } from "@fleet/secrets/internal";
import { createProblem } from "../codes.ts";
import { seeForYourself } from "../program/sops-ending.ts";
import { groupsOf, type RewriteFailure, type RewriteTask, undeclaredKeys } from "./rewrite-task.ts";

/** A file that was left as it is. */
export interface FailedTask {
  readonly task: RewriteTask;
  readonly failure: RewriteFailure;
}

/** Of many files with the same failure, so many are named. */
const namedFiles = 5;

/** Failures as findings: one for all files that failed in the same way, for the same people. */
export function groupFailures(failed: readonly FailedTask[], keyring: Keyring): Diagnostic[] {
  const groups = new Map<string, FailedTask[]>();
  for (const one of failed) {
    const key = JSON.stringify([one.failure, remedyFor(one, keyring)]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { failure, task } = first;
    const paths = group.map((one) => one.task.path);
    const message = `${describeFailure(failure, paths)} ${failure.reason}`;
    const about = paths.length === 1 ? { file: task.path } : {};
    return [createProblem(failure.problem, message, { ...about, help: remedyFor(first, keyring) })];
  });
}

function describeFailure({ problem }: RewriteFailure, paths: readonly string[]): string {
  const files = namePaths(paths);
  switch (problem) {
    case "network-key":
    case "no-identity":
      return `${files} cannot be opened.`;
    case "operator-would-lose-access":
      return `You could not open ${files} any more.`;
    case "file-changed":
    case "cannot-write":
    case "sops-failed":
      return `${files} stays as it was.`;
    default:
      return problem satisfies never;
  }
}

function remedyFor({ failure, task }: FailedTask, keyring: Keyring): string {
  const ids = groupsOf(task.header).flat();
  switch (failure.problem) {
    case "network-key":
      return declareOrAsk(task, keyring);
    case "no-identity":
      return `One of these can do it: ${namesOf(ids, keyring)}. sops looks for keys in SOPS_AGE_KEY_FILE, SOPS_AGE_KEY, ~/.config/sops/age/keys.txt and ~/.ssh.`;
    case "operator-would-lose-access":
      return "Declare your key as that of a reader or an operator, or let somebody else run it who stays a reader.";
    case "file-changed":
      return "Run it again.";
    case "cannot-write":
      return "Check the permissions of the folder, and that there is room on the disk.";
    case "sops-failed":
      return `If the file is damaged, restore it from git. ${seeForYourself(task.path)}`;
    default:
      return failure.problem satisfies never;
  }
}

function declareOrAsk(task: RewriteTask, keyring: Keyring): string {
  const strange = new Set(undeclaredKeys(task));
  const others = groupsOf(task.header)
    .flat()
    .filter((id) => !strange.has(id));
  const readers = [...strange].map((id) => JSON.stringify(id)).join(", ");
  const declare = `If it is yours, add it to the readers of the file's rule: readers: [${readers}, …]; then run \`fleet generate\` and \`fleet secrets sync\`, and see what it asks. Afterwards the declared readers open the file: take the key out of the rule if it is not meant to stay, and sync again.`;
  if (others.length === 0) {
    return `${declare} If it is not yours, what is in the file is lost here: take it from where it comes from, delete the file, and make it anew with \`sops edit\`.`;
  }
  return `${declare} Else one of these can do it: ${namesOf(others, keyring)}.`;
}

function namesOf(ids: readonly string[], keyring: Keyring): string {
  return [...new Set(ids.map((id) => nameRecipient(keyring, id)))].join(", ");
}

/** Some paths as a message names them. */
function namePaths(paths: readonly string[]): string {
  const shown = paths.slice(0, namedFiles).map(quote).join(", ");
  const hidden = paths.length - namedFiles;
  return hidden > 0 ? `${shown} and ${hidden} more` : shown;
}
