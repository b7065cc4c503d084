import type { WriteStream } from "node:tty";
import type { CommandResult } from "./command.ts";
import { describeThrown } from "./problem.ts";
import { run, version } from "./run.ts";
import { showText } from "./terminal-text.ts";

/** Runs the command line of this process, prints what it says, and ends the process. */
export async function runProcess(): Promise<void> {
  // A reader that has seen enough, such as `head`, is nobody's mistake.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", endQuietly);
  const { stdout, stderr, exitCode } = await runGuarded();
  // Where a config left a timer or a connection open, the process would not end by itself.
  process.stderr.write(stderr, () => process.stdout.write(stdout, () => process.exit(exitCode)));
}

async function runGuarded(): Promise<CommandResult> {
  try {
    return await run(process.argv.slice(2), {
      folder: process.cwd(),
      isInteractive: process.stdout.isTTY === true,
      hasColour: { stdout: hasColour(process.stdout), stderr: hasColour(process.stderr) },
      version,
      workspace: process.env["GITHUB_WORKSPACE"],
    });
  } catch (error) {
    return { exitCode: 2, stdout: "", stderr: describeBug(error) };
  }
}

function hasColour(stream: WriteStream): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: refused, TERM: terminal } = process.env;
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  if (refused !== undefined && refused !== "") return false;
  return stream.isTTY === true && terminal !== "dumb";
}

function describeBug(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const hint = "Run it again with FLEET_DEBUG=1 to see where it happened.";
  return showText(
    `fleet ${version} failed: ${describeThrown(error)}\nThis is a mistake in fleet, not in your configuration. Please report it to its authors, if you can with the config.\n${process.env["FLEET_DEBUG"] === "1" ? stack : hint}\n`,
  );
}

function endQuietly(error: NodeJS.ErrnoException): void {
  process.exit(error.code === "EPIPE" ? 0 : 2);
}
