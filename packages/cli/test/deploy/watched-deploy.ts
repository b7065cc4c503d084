import type { Terminal } from "../../src/command/command.ts";
import { run } from "../../src/command/run.ts";
import type { DeployFleet } from "./deploy-fleet.ts";

/** A run on a terminal that somebody presses Ctrl-C on, or that goes away. */
export function watchDeploy({ world }: DeployFleet, args: readonly string[], isTerminal = false) {
  const pressed = { interrupt: () => {}, hangUp: () => {} };
  const told: string[] = [];
  const lists: (readonly string[])[] = [];
  const terminal: Terminal = {
    isInteractive: isTerminal,
    hasColour: { stdout: false, stderr: false },
    version: "0.0.0",
    workspace: undefined,
    showProgress: () => {},
    showTasks: (lines) => lists.push(lines),
    tell: (line) => told.push(line),
    onInterrupt: (abort) => {
      pressed.interrupt = abort;
      return () => {};
    },
    onHangUp: (close) => {
      pressed.hangUp = close;
      return () => {};
    },
    end: () => {},
  };
  return { pressed, told, lists, ended: run(["deploy", ...args], terminal, () => world) };
}
