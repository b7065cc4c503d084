import { type Diagnostic, fitText, renderReport } from "@fleet/diagnostics";
import type { CommandResult, Terminal } from "./command.ts";
import type { Request } from "./command-line.ts";
import { renderHelp } from "./help.ts";

/** What a command line is answered with that names no command: the version, help, or what is wrong with it. */
export function answerRequest(
  request: Exclude<Request, { readonly kind: "command" }>,
  args: readonly string[],
  terminal: Terminal,
): CommandResult {
  switch (request.kind) {
    case "version":
      return { exitCode: 0, stdout: `${terminal.version}\n`, stderr: "" };
    case "help": {
      const isAsked = request.command !== undefined || args.length > 0;
      const text = renderHelp(request, terminal.width?.stdout);
      // Without any argument nobody asked for the help; it says what was left out.
      return isAsked
        ? { exitCode: 0, stdout: text, stderr: "" }
        : { exitCode: 2, stdout: "", stderr: text };
    }
    case "mistake":
      return reportMistake(request, terminal);
    default:
      return request satisfies never;
  }
}

/** What to print of a mistake with which nothing was begun. */
export function reportMistake(
  { diagnostic, isJson }: { diagnostic: Diagnostic; isJson: boolean },
  terminal: Terminal,
): CommandResult {
  const report = renderReport(
    {
      findings: [diagnostic],
      readSource: () => undefined,
      prefix: "",
      hasColour: terminal.hasColour.stderr,
      width: terminal.width?.stderr,
      version: terminal.version,
    },
    isJson ? "json" : "pretty",
  );
  return isJson
    ? { exitCode: 2, stdout: report, stderr: "" }
    : fitResult({ exitCode: 2, stdout: "", stderr: report }, terminal);
}

/** Breaks what does not fit on the terminal between its words, not wherever the terminal ends. */
export function fitResult(result: CommandResult, { width }: Terminal): CommandResult {
  const fitted = (stream: "stdout" | "stderr") =>
    result[stream] && fitText(result[stream], width?.[stream] ?? Number.POSITIVE_INFINITY);
  return { ...result, stdout: fitted("stdout"), stderr: fitted("stderr") };
}
