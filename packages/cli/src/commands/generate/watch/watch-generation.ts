import { renderJson } from "@fleet/diagnostics";
import type { World } from "@fleet/project";
import { findConfigFile, type SeenPath, seeAgain } from "@fleet/project/internal";
import { createProblem } from "../../../command/codes.ts";
import type { CommandResult, Invocation } from "../../../command/command.ts";
import { renderForPeople } from "../../../command/command-report.ts";
import { searchPlace } from "../../../command/search-place.ts";
import { type ChangeFeed, followChanges, type NoticedChange } from "./change-feed.ts";
import { createPrinter } from "./print-run.ts";
import { type RunEnd, startRun } from "./start-run.ts";
import { runWatched, watchedVariable } from "./watched-run.ts";

/** `fleet generate --watch`: a run after every change, until somebody ends it. */
export async function watchGeneration(invocation: Invocation): Promise<CommandResult> {
  const { options, terminal, world } = invocation;
  if (options.has("check")) return refuseCheck(invocation);
  if (world.environment[watchedVariable] === "1") return runWatched(invocation);
  const interruption = new AbortController();
  const stop = terminal.onInterrupt?.(() => interruption.abort());
  const start = findStart(world, invocation);
  const feed = followChanges(world, start.root);
  feed?.expect(seeAgain(world.disk, start.seen));
  try {
    await goOn(invocation, feed, interruption.signal);
  } finally {
    feed?.close();
    stop?.();
  }
  return { exitCode: 0, stdout: "", stderr: "" };
}

function refuseCheck({ options, terminal }: Invocation): CommandResult {
  const mistake = createProblem("unknown-option", "--check compares once, and --watch goes on.", {
    help: "Leave one of them out; with --dry-run, --watch writes nothing.",
  });
  if (options.has("json")) return { exitCode: 2, stdout: renderJson([mistake], {}), stderr: "" };
  const nowhere = { prefix: "", readSource: () => undefined };
  return { exitCode: 2, stdout: "", stderr: renderForPeople(terminal, nowhere, [mistake]) };
}

/** What is known before the first run: where the config is, or that there is none yet. */
function findStart(
  world: World,
  invocation: Invocation,
): { readonly root: string; readonly seen: readonly SeenPath[] } {
  const found = findConfigFile(world, searchPlace(invocation));
  if (!found.ok) {
    const { folder } = world;
    return { root: folder, seen: [{ aspect: "names", path: folder, print: "" }] };
  }
  const { root, name } = found.value;
  const path = `${root}/${name}`;
  return { root, seen: [{ aspect: "content", path, print: "", isSource: true }] };
}

/** So many runs may follow each other although nothing was noticed in between: one that changes what it reads ends there. */
const restless = 3;

async function goOn(
  invocation: Invocation,
  feed: ChangeFeed | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { disk } = invocation.world;
  const print = createPrinter(invocation);
  let seen = feed?.current() ?? [];
  let cause: NoticedChange | undefined;
  let atOnce = 0;
  while (!signal.aborted) {
    const end = await runWhileCurrent(invocation, { feed, seen, signal });
    if (signal.aborted) return;
    if (end.kind === "cut") {
      // Its config was changed meanwhile, so that it is of no use any more.
      seen = seeAgain(disk, seen);
      continue;
    }
    if (!print(end, cause?.paths ?? []) || feed === undefined) return;
    seen =
      atOnce < restless && end.run !== undefined
        ? end.run.seen
        : seeAgain(disk, end.run?.seen ?? seen);
    feed.expect(seen);
    cause = await feed.next(signal);
    atOnce = cause?.isAtOnce === true ? atOnce + 1 : 0;
  }
}

interface Watching {
  readonly feed: ChangeFeed | undefined;
  readonly seen: readonly SeenPath[];
  readonly signal: AbortSignal;
}

/** A run, which is stopped where its config is changed before it ends: one that never ends can be mended in this way. */
async function runWhileCurrent(
  invocation: Invocation,
  { feed, seen, signal }: Watching,
): Promise<RunEnd> {
  if (feed === undefined) return startRun(invocation, signal);
  const { disk } = invocation.world;
  feed.expect(
    seeAgain(
      disk,
      seen.filter(({ isSource }) => isSource === true),
    ),
  );
  const ended = new AbortController();
  const outdated = new AbortController();
  const watching = feed
    .next(AbortSignal.any([signal, ended.signal]))
    .then((change) => change !== undefined && outdated.abort());
  const end = await startRun(invocation, AbortSignal.any([signal, outdated.signal]));
  ended.abort();
  await watching;
  return end;
}
