import { type Diagnostic, nearestName } from "@fleet/diagnostics";
import { createProblem } from "./codes.ts";
import { commands } from "./command-table.ts";

/** What to say of words that name no command: the one that was meant, or those that there are. */
export function describeUnknownCommand([name = "", next = ""]: readonly string[]): Diagnostic {
  const names = commands.map((command) => command.name);
  const own = names.filter((one) => one.startsWith(`${name} `));
  const choices = own.length > 0 ? own : names;
  if (own.length > 0 && next === "") {
    const message = `${JSON.stringify(name)} is not all of a command.`;
    return createProblem("unknown-command", message, { help: `Choose one of ${own.join(", ")}.` });
  }
  const wrong = own.length > 0 ? `${name} ${next}` : name;
  const near = nearestCommand(name, next, choices);
  return createProblem("unknown-command", `There is no command ${JSON.stringify(wrong)}.`, {
    help:
      near === undefined ? `Choose one of ${choices.join(", ")}.` : `Did you mean: fleet ${near}`,
  });
}

/** The command that was meant, whichever of its words is wrong or missing. */
function nearestCommand(
  name: string,
  next: string,
  choices: readonly string[],
): string | undefined {
  const near = nearestName(`${name} ${next}`.trim(), choices) ?? nearestName(name, choices);
  if (near !== undefined) return near;
  const inGroup = choices.filter((one) => one.endsWith(` ${name}`));
  if (inGroup.length === 1) return inGroup[0];
  const groups = new Set(
    choices.flatMap((one) => (one.includes(" ") ? (one.split(" ")[0] ?? []) : [])),
  );
  return nearestName(name, [...groups]);
}
