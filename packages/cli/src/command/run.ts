import type { Diagnostic } from "@fleet/diagnostics";
import { fitText, renderReport } from "@fleet/diagnostics";
import { type World, withoutScripts } from "@fleet/project";
import manifest from "../../package.json" with { type: "json" };
import type { CommandResult, Invocation, Terminal } from "./command.ts";
import { readCommandLine } from "./command-line.ts";
import { chooseFormat } from "./command-report.ts";
import { renderHelp } from "./help.ts";

/** Runs one command line of `fleet`. Rejects only where fleet itself is broken. */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  world: World,
): Promise<CommandResult> {
  const request = readCommandLine(args);
  switch (request.kind) {
    case "version":
      return { exitCode: 0, stdout: `${terminal.version}\n`, stderr: "" };
    case "help": {
      const isAsked = request.command !== undefined || args.length > 0;
      const text = renderHelp(request.command, terminal.width?.stdout);
      // Without any argument nobody asked for the help; it says what was left out.
      return isAsked
        ? { exitCode: 0, stdout: text, stderr: "" }
        : { exitCode: 2, stdout: "", stderr: text };
    }
    case "mistake":
      return reportMistake(request, terminal);
    case "command": {
      const command = await request.command.load();
      const seen = isDataOnly(request.invocation, world) ? withoutScripts(world) : world;
      const result = await command({ ...request.invocation, terminal, world: seen });
      return isForPeople(request.invocation) ? fitResult(result, terminal) : result;
    }
    default:
      return request satisfies never;
  }
}

/** Whether what a command says is read by people, and no program reads it. */
function isForPeople({ options }: Pick<Invocation, "options">): boolean {
  return !options.has("markdown") && chooseFormat(options) === "pretty";
}

/** Breaks what does not fit on the terminal between its words, not wherever the terminal ends. */
function fitResult(result: CommandResult, { width }: Terminal): CommandResult {
  const { stdout = Number.POSITIVE_INFINITY, stderr = Number.POSITIVE_INFINITY } = width ?? {};
  return {
    ...result,
    stdout: fitText(result.stdout, stdout),
    stderr: fitText(result.stderr, stderr),
  };
}

/** What FLEET_DATA_ONLY is where it asks for nothing; whatever else somebody wrote there was meant. */
const switchedOff: ReadonlySet<string> = new Set(["", "0", "false"]);

function isDataOnly(
  { options }: Pick<Invocation, "options">,
  { environment }: Pick<World, "environment">,
): boolean {
  return options.has("data-only") || !switchedOff.has(environment["FLEET_DATA_ONLY"] ?? "");
}

/** The version of the command. */
export const version = manifest.version;

function reportMistake(
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
