import type { Deployment } from "@fleet/codegen/deploy";
import { type Checked, type Finding, quote } from "@fleet/diagnostics";
import type { Project, World } from "@fleet/project";
import { type LogFolder, openLogs, runSteps, type StepOutcome } from "@fleet/project/deploy";
import { createProblem, decodeText } from "@fleet/project/internal";
import { holdWorkFolder } from "@fleet/sops";
import type { Invocation } from "../../command/command.ts";
import { hintAt } from "../../views/deploy/deploy-hints.ts";
import { renderTasks, tellChange } from "../../views/deploy/deploy-progress.ts";
import { renderSummary } from "../../views/deploy/deploy-text.ts";
import { watchInterruption } from "../interruption.ts";
import { readJobs } from "./deploy-preparation.ts";

/** What came of a deployment. */
export interface RunResult {
  readonly outcomes: readonly StepOutcome[];
  /** The folder with the logs; undefined where the only command had the terminal. */
  readonly logs: string | undefined;
  /** The command that deploys what was not; undefined where all was. */
  readonly again: readonly string[] | undefined;
  /** One for each command that did not do its work. */
  readonly findings: readonly Finding[];
}

/** What is run, and where. */
type Ready = Deployment & { readonly root: string; readonly first: string | undefined };

/** So often what runs is looked at, in milliseconds. */
const repaintEvery = 250;

/** Runs the commands, of which nobody else runs any here meanwhile, and shows how far they are. */
export async function runDeployment(
  invocation: Invocation,
  project: Project,
  ready: Ready,
): Promise<Checked<RunResult>> {
  const { world, terminal } = invocation;
  const { root, steps, left } = ready;
  const held = holdWorkFolder({ ...project, root });
  if (!held.ok) return held;
  const interruption = watchInterruption(terminal);
  const closing = new AbortController();
  const stopWatching = terminal.onHangUp?.(() => closing.abort());
  try {
    const logs = hasTerminal(invocation, ready) ? undefined : openLogs(world, root);
    if (logs?.ok === false) return logs;
    const folder = logs?.value;
    const progress = showProgress(invocation, folder);
    const outcomes = await runSteps(world, steps, {
      root,
      jobs: readJobs(invocation),
      first: ready.first,
      keepsGoing: invocation.options.has("keep-going"),
      logs: folder,
      signal: interruption.signal,
      isClosing: () => closing.signal.aborted,
      onChange: progress.onChange,
    });
    progress.stop();
    const findings = outcomes.flatMap((outcome) => describeFailure(world, outcome));
    const again = repeatFor(invocation, outcomes, ready.first);
    const result = { outcomes, logs: folder?.path, again, findings };
    // Whoever started it may not be there any more to read it.
    folder?.write("summary.txt", renderSummary({ ...result, left }));
    return { ok: true, value: result, diagnostics: [] };
  } finally {
    stopWatching?.();
    interruption.stop();
    held.value.release();
  }
}

/** The same command, for what was not deployed; undefined where all was. */
function repeatFor(
  { options }: Pick<Invocation, "options">,
  outcomes: readonly StepOutcome[],
  first: string | undefined,
): readonly string[] | undefined {
  const left = outcomes.filter(({ state }) => state !== "done");
  // What erases disks is not for copying and pasting.
  if (left.length === 0 || options.has("install")) return undefined;
  const valued = ["jobs", "root"].flatMap((name) => {
    const value = options.get(name);
    return typeof value === "string" ? [`--${name}`, value] : [];
  });
  const isFirstLeft = left.some(({ step }) => step.name === first);
  return [
    ...["fleet", "deploy", ...left.flatMap(({ step }) => step.targets), ...valued],
    ...(isFirstLeft && first !== undefined && left.length > 1 ? ["--first", first] : []),
    ...(options.has("keep-going") ? ["--keep-going"] : []),
  ];
}

/** Whether the only command gets the terminal, so that sudo and ssh can ask somebody who is there. */
function hasTerminal({ options, terminal, world }: Invocation, { steps }: Ready): boolean {
  const isAnybodyThere = terminal.isInteractive && world.askLine !== undefined;
  return steps.length === 1 && isAnybodyThere && !options.has("json");
}

/** Shows a list on a terminal, and plain lines elsewhere; nothing while a command has the terminal itself. */
function showProgress({ options, terminal, world }: Invocation, logs: LogFolder | undefined) {
  const nothing = { onChange: () => {}, stop: () => {} };
  if (logs === undefined || options.has("json")) return nothing;
  if (!terminal.isInteractive || terminal.showTasks === undefined) {
    terminal.tell?.(`Logs: ${logs.path}`);
    const onChange = (_: readonly StepOutcome[], changed: StepOutcome) => {
      terminal.tell?.(tellChange(changed));
    };
    return { onChange, stop: () => {} };
  }
  const { showTasks } = terminal;
  let latest: readonly StepOutcome[] = [];
  const paint = () => {
    const tails = new Map(
      latest.flatMap(({ step, state }) =>
        state === "running" ? [[step.name, readTail(world, logs.fileOf(step.name))]] : [],
      ),
    );
    showTasks(renderTasks(latest, { tails, now: world.now() }));
  };
  const timer = setInterval(paint, repaintEvery);
  return {
    onChange: (outcomes: readonly StepOutcome[]) => {
      latest = outcomes;
    },
    stop: () => {
      clearInterval(timer);
      showTasks([]);
    },
  };
}

/** The last line that is in a log, as far as its end tells. */
function readTail({ disk }: Pick<World, "disk">, file: string): string {
  return readLines({ disk }, file, 512).at(-1) ?? "";
}

/** The lines at the end of a file, without those that are empty; none where it cannot be read. */
function readLines({ disk }: Pick<World, "disk">, file: string, size: number): readonly string[] {
  try {
    const open = disk.open(file);
    if (open === "link") return [];
    try {
      const bytes = new Uint8Array(size);
      const read = open.read(bytes, Math.max(0, open.size() - size));
      return decodeText(bytes.subarray(0, read))
        .split(/[\r\n]+/)
        .filter((line) => line.trim() !== "");
    } finally {
      open.close();
    }
  } catch {
    return [];
  }
}

/** How many lines of a log say why a command failed, as a rule. */
const toldLines = 8;

function describeFailure(
  world: Pick<World, "disk">,
  { step, state, reason, log }: StepOutcome,
): readonly Finding[] {
  // Of what was not begun, of which there may be hundreds, the summary is enough.
  if (state === "done" || state === "untouched") return [];
  const several = step.targets.length > 1;
  const halfway = several ? " Some of them may have been: its log says which." : "";
  const lines = log === undefined ? [] : readLines(world, log, 4096).slice(-toldLines);
  const said = lines.length === 0 || state === "ended" ? "" : `\n${lines.join("\n")}`;
  const hint = state === "failed" ? hintAt({ step }, lines) : undefined;
  const read = log === undefined ? "Run it again once that is mended." : `Read: ${log}`;
  // What ended is the connection, and a switch that has begun may well outlive it.
  const ended = `What was begun on the host itself may still go on there.${log === undefined ? "" : ` ${read}`}`;
  const help = state === "ended" ? ended : (hint ?? read);
  return [
    createProblem(
      "not-deployed",
      `${quote(step.name)} was not deployed: ${reason}.${halfway}${said}`,
      {
        help,
      },
    ),
  ];
}
