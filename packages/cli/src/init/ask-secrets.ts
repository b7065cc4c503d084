import type { World } from "@fleet/project";
import { answerProblems } from "@fleet/project/init";
import { isAbsolute, join, resolve } from "pathe";
import type { GivenAnswers } from "./given-answers.ts";
import { keyFileProblem } from "./operator-key.ts";
import type { Prompts } from "./prompts.ts";

/** Where the key comes from that can open all secrets: one that is there, or a file for a new one. */
export interface OperatorKeyChoice {
  readonly recipient?: string;
  readonly newFile?: string;
}

/** Asks whether there are to be secrets, and who can open all of them. */
export async function askSecrets(
  prompts: Prompts,
  world: World,
  { given, root }: { readonly given: GivenAnswers; readonly root: string },
): Promise<OperatorKeyChoice> {
  if (given.operatorKey !== undefined) return { recipient: given.operatorKey };
  if (given.newOperatorKey !== undefined) return { newFile: given.newOperatorKey };
  const answer = await prompts.choose({
    text: "Secrets in the fleet, encrypted by sops? A key has to open all of them.",
    answers: [
      { value: "none", text: "not now" },
      { value: "new", text: "make a key with age-keygen" },
      { value: "own", text: "I have a key of age" },
    ],
  });
  if (answer === "none") return {};
  if (answer === "own") {
    const recipient = await prompts.askText({
      text: "The public key, which begins with age1:",
      check: answerProblems.operatorKey,
    });
    return { recipient };
  }
  const home = world.environment["HOME"] ?? world.machine.home;
  const place = (path: string) =>
    path.startsWith("~/") ? join(home, path.slice(2)) : resolve(world.folder, path);
  const file = await prompts.askText({
    text: "Where to write the private half? It stays out of the fleet, for you alone to read.",
    proposed: "~/.config/sops/age/keys.txt",
    check: (path) =>
      path.startsWith("~/") || isAbsolute(path)
        ? keyFileProblem(world, place(path), root)
        : "It is no path that begins with / or ~/.",
  });
  return { newFile: place(file) };
}
