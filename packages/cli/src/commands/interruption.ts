import type { Terminal } from "../command/command.ts";

/** How Ctrl-C ends work that has something to tidy up. */
export interface Interruption {
  /** Aborted when somebody presses it. */
  readonly signal: AbortSignal;
  /** Runs a function during which it ends the process, as usual: while somebody is asked, nothing is at work. */
  without<T>(ask: () => T): T;
  /** Ends the watch. */
  stop(): void;
}

/** Watches for Ctrl-C from now on. */
export function watchInterruption({ onInterrupt }: Pick<Terminal, "onInterrupt">): Interruption {
  const controller = new AbortController();
  const start = () => onInterrupt?.(() => controller.abort());
  let stop = start();
  return {
    signal: controller.signal,
    without: (ask) => {
      stop?.();
      try {
        return ask();
      } finally {
        stop = start();
      }
    },
    stop: () => stop?.(),
  };
}
