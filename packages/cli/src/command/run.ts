import type { Diagnostic } from "@fleet/diagnostics";
import { describeThrown, renderReport } from "@fleet/diagnostics";
import {
  type EndlessScript,
  systemCode,
  type World,
  withoutScripts,
  withTimeLimit,
} from "@fleet/project";
import { answerRequest, fitResult, reportMistake } from "./answer.ts";
import { createProblem } from "./codes.ts";
import type { CommandResult, Invocation, Terminal } from "./command.ts";
import { readCommandLine } from "./command-line.ts";
import { chooseFormat } from "./command-report.ts";

/** Runs one command line of `fleet`. Rejects only where fleet itself is broken. */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  openWorld: () => World,
): Promise<CommandResult> {
  try {
    return await runRequest(args, terminal, openWorld());
  } catch (error) {
    const refusal = describeRefusal(error);
    if (refusal === undefined) throw error;
    return reportMistake({ diagnostic: refusal, isJson: args.includes("--json") }, terminal);
  }
}

async function runRequest(
  args: readonly string[],
  terminal: Terminal,
  world: World,
): Promise<CommandResult> {
  const request = readCommandLine(args);
  if (request.kind !== "command") return answerRequest(request, args, terminal);
  const command = await request.command.load();
  const result = await command({
    ...request.invocation,
    terminal,
    world: limitScripts({ ...request.invocation, terminal }, world),
  });
  return isForPeople(request.invocation) ? fitResult(result, terminal) : result;
}

/** Whether what a command says is read by people, and no program reads it. */
function isForPeople({ options }: Pick<Invocation, "options">): boolean {
  const isMarkdown = options.has("markdown") || options.get("format") === "markdown";
  return !isMarkdown && chooseFormat(options) === "pretty";
}

/** Seconds that a config may take where nobody says how many. */
const defaultLimit = 30;

/**
 * The world with what its scripts may do. A thread that stops an endless one costs more than all else of a
 * small fleet, so it is there where nobody is who could: in CI, and where it is asked for.
 */
function limitScripts(invocation: Omit<Invocation, "world">, world: World): World {
  if (isDataOnly(invocation, world)) return withoutScripts(world);
  const { options, terminal } = invocation;
  const seconds = options.get("time-limit");
  const isGuarded = seconds !== undefined || !switchedOff.has(world.environment["CI"] ?? "");
  if (!isGuarded) return world;
  return withTimeLimit(world, {
    timeLimit: Number(seconds ?? defaultLimit) * 1000,
    end: (script) => terminal.end(reportEndless(invocation, script)),
  });
}

function reportEndless(
  { options, terminal }: Omit<Invocation, "world">,
  script: EndlessScript,
): CommandResult {
  const { hasColour, version } = terminal;
  const format = chooseFormat(options);
  const report = renderReport({ ...script, hasColour: hasColour.stderr, version }, format);
  return format === "pretty"
    ? { exitCode: 1, stdout: "", stderr: report }
    : { exitCode: 1, stdout: report, stderr: "" };
}

/** What FLEET_DATA_ONLY and CI are where they ask for nothing; whatever else somebody wrote there was meant. */
const switchedOff: ReadonlySet<string> = new Set(["", "0", "false"]);

function isDataOnly(
  { options }: Pick<Invocation, "options">,
  { environment }: Pick<World, "environment">,
): boolean {
  return options.has("data-only") || !switchedOff.has(environment["FLEET_DATA_ONLY"] ?? "");
}

/** The system says no to much that no command foresees; that is nobody's mistake in here. */
function describeRefusal(error: unknown): Diagnostic | undefined {
  const code = systemCode(error);
  if (code === undefined || !/^E[A-Z0-9]+$/.test(code)) return undefined;
  const isLost = code === "ENOENT" && describeThrown(error).includes("process.cwd");
  return isLost
    ? createProblem("no-folder", "The folder that this was started in is gone.", {
        help: "Go to one that is there, such as with: cd",
      })
    : createProblem("refused", `The system refuses: ${describeThrown(error)}`, {
        help: helps.get(code) ?? "Mend that, and run it again.",
      });
}

const helps: ReadonlyMap<string, string> = new Map([
  ["EACCES", "Ask its owner, or look at its permissions with: ls -ld"],
  ["EPERM", "Ask its owner, or look at its permissions with: ls -ld"],
  ["ENOSPC", "Make room on the disk, and run it again."],
  ["EMFILE", "Close other programs, or allow more open files with: ulimit -n 4096"],
  ["ELOOP", "Remove the link that leads to itself."],
]);
