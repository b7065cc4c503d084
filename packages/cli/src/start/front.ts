import { answerRequest } from "../command/answer.ts";
import { readCommandLine } from "../command/command-line.ts";
import { end, ownTerminal, reportBug } from "./standard-output.ts";

/**
 * Answers a command line that names no command, and ends the process: the version, help, or a word that
 * is none. It is built into a file of its own, without the commands, since these take as long to load
 * as Node itself. Returns where the command line is for a command, with nothing done.
 */
export function answerProcess(): void {
  try {
    const args = process.argv.slice(2);
    const request = readCommandLine(args);
    if (request.kind !== "command") end(answerRequest(request, args, ownTerminal()));
  } catch (error) {
    end(reportBug(error));
  }
}
