import { AsyncLocalStorage, createHook } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";

/** What a script has begun and not yet ended. */
export interface WorkWatch {
  /** Runs something whose work is watched. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** `busy`: it ends by itself, and has not. `repeating`: only timers without an end are left. */
  state(): "idle" | "busy" | "repeating";
  /** Waits until it is idle, but no longer than this: milliseconds of work, and of timers without an end. */
  settle(limits: { readonly busy: number; readonly repeating: number }): Promise<void>;
  stop(): void;
}

/** What comes and goes without being work. */
const ownTypes: ReadonlySet<string> = new Set(["PROMISE", "TickObject", "Microtask", "Timeout"]);

/**
 * Watches timers, files and connections that are begun while a script runs. The process may have others,
 * which do not count.
 */
export function watchWork(): WorkWatch {
  const scope = new AsyncLocalStorage<boolean>();
  const timers = new Set<object>();
  const before = countWithStreams();
  let hasOthers = false;
  const hook = createHook({
    init: (_, type, _trigger, resource) => {
      if (scope.getStore() !== true) return;
      if (type === "Timeout") timers.add(resource);
      else if (!ownTypes.has(type)) hasOthers = true;
    },
  }).enable();
  const state = () => {
    const live = [...timers].filter(isLive);
    if (live.some((timer) => Reflect.get(timer, "_repeat") === null)) return "busy";
    if (hasOthers && isMore(countResources(), before)) return "busy";
    return live.length > 0 ? "repeating" : "idle";
  };
  return {
    run: (work) => scope.run(true, work),
    state,
    settle: async (limits) => {
      const start = performance.now();
      for (;;) {
        const now = state();
        if (now === "idle" || performance.now() - start > limits[now]) return;
        await sleep(10);
      }
    },
    stop: () => hook.disable(),
  };
}

function isLive(timer: object): boolean {
  if (Reflect.get(timer, "_destroyed") === true) return false;
  const hasRef: unknown = Reflect.get(timer, "hasRef");
  return typeof hasRef !== "function" || Reflect.apply(hasRef, timer, []) === true;
}

/** The same where a script has printed something: to a pipe that stays open, which is none of its work. */
function countWithStreams(): ReadonlyMap<string, number> {
  // They come into being when they are first asked for.
  for (const stream of [process.stdout, process.stderr]) stream.listenerCount("error");
  return countResources();
}

/** What keeps the process from ending, by its kind; timers are watched one by one. */
function countResources(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const type of process.getActiveResourcesInfo()) {
    if (!ownTypes.has(type)) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return counts;
}

function isMore(now: ReadonlyMap<string, number>, before: ReadonlyMap<string, number>): boolean {
  return [...now].some(([type, count]) => count > (before.get(type) ?? 0));
}
