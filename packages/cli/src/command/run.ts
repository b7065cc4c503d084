import type { Diagnostic } from "@fleet/diagnostics";
import { renderReport } from "@fleet/diagnostics";
import { type World, withoutScripts } from "@fleet/project";
import manifest from "../../package.json" with { type: "json" };
import type { CommandResult, Invocation, Terminal } from "./command.ts";
import { readCommandLine } from "./command-line.ts";
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
      const text = renderHelp(request.command, request.group);
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
      return command({ ...request.invocation, terminal, world: seen });
    }
    default:
      return request satisfies never;
  }
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
      version: terminal.version,
    },
    isJson ? "json" : "pretty",
  );
  return isJson
    ? { exitCode: 2, stdout: report, stderr: "" }
    : { exitCode: 2, stdout: "", stderr: report };
}
