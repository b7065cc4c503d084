import type { Invocation } from "../../../command/command.ts";
import type { RunEnd } from "./start-run.ts";

/** Prints what a run came to; false where nobody reads it any more. */
export type PrintRun = (
  end: Extract<RunEnd, { kind: "done" }>,
  cause: readonly string[],
) => boolean;

/** Clears the screen, and leaves what was scrolled away. */
const clear = "\u001b[2J\u001b[H";

/** Prints the runs of a watch one after the other: of one in JSON a line, and nothing that was just said where git alone did something. */
export function createPrinter({ options, terminal, world }: Invocation): PrintRun {
  const isJson = options.has("json");
  const print = terminal.print ?? (() => true);
  let last = "";
  return ({ run, output, log }, cause) => {
    const told =
      `${run?.headline ?? ""}\n${run?.stdout ?? output}\n${log}${run?.stderr ?? ""}`.replace(
        /"time": "[^"]*"/,
        "",
      );
    // What says the time alone says nothing new.
    const isQuiet = told === last && cause.length > 0 && cause.every(isOfGit);
    last = told;
    if (isQuiet) return true;
    if (isJson) {
      return print("stderr", log) && print("stdout", oneLine(run?.stdout ?? output));
    }
    const hasScreen = terminal.isInteractive && world.environment["TERM"] !== "dumb";
    const time = terminal.clock?.() ?? "";
    const headline = run?.headline ?? "Stopped: what was generated before stays";
    return (
      print("stdout", `${hasScreen ? clear : ""}${time}  ${headline}\n`) &&
      print("stderr", log + (run?.stderr ?? "")) &&
      print("stdout", run?.stdout ?? output)
    );
  };
}

/** Git writes its index when somebody only asks for the status. */
function isOfGit(path: string): boolean {
  return /\/\.git(?:\/|$)/.test(path);
}

/** In a JSON text every line break, with what follows it, is layout. */
function oneLine(json: string): string {
  return json === "" ? "" : `${json.trimEnd().replaceAll(/\n */g, "")}\n`;
}
