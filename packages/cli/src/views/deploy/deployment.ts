import { listDeployCommands } from "@fleet/codegen";
import { shellWord } from "@fleet/diagnostics";
import type { Explanation } from "../explanation.ts";
import type { ViewedFleet } from "../viewed-fleet.ts";

/** The commands that bring what is built to where it is for. */
export function explainDeployment({ resolved, homes }: ViewedFleet, flake?: string): Explanation {
  const commands = listDeployCommands(resolved, homes, flake);
  const rows = commands.map(({ host, user, login, words }) => [
    host,
    user === undefined ? "system" : `home of ${user}`,
    login === undefined ? "from anywhere" : `there, as ${login}`,
    words.map(shellWord).join(" "),
  ]);
  return {
    table: { head: ["host", "what", "run", "command"], rows, commands: ["command"] },
    nothing: "There is nothing to deploy.",
    json: commands.map(({ host, user = null, login = null, words }) => {
      return { host, user, login, command: words };
    }),
  };
}
