import { quote } from "@fleet/diagnostics";
import { createProblem } from "../command/codes.ts";
import type { Command, CommandResult, Invocation } from "../command/command.ts";
import { renderForPeople } from "../command/command-report.ts";
import { renderBashScript } from "../completion/bash-script.ts";
import {
  type CommandTable,
  type CommandWords,
  readCommandTable,
} from "../completion/command-words.ts";
import { renderFishScript } from "../completion/fish-script.ts";
import { renderZshScript } from "../completion/zsh-script.ts";

interface Shell {
  readonly render: (words: CommandWords) => string;
  /** The file that a person's shell reads when it starts. */
  readonly file: string;
  /** What to write there. */
  readonly line: string;
}

const shells: ReadonlyMap<string, Shell> = new Map([
  [
    "bash",
    { render: renderBashScript, file: "~/.bashrc", line: 'eval "$(fleet completion bash)"' },
  ],
  [
    "zsh",
    {
      render: renderZshScript,
      file: "~/.zshrc",
      line: "autoload -Uz compinit && compinit && source <(fleet completion zsh)",
    },
  ],
  [
    "fish",
    {
      render: renderFishScript,
      file: "~/.config/fish/config.fish",
      line: "fleet completion fish | source",
    },
  ],
]);

/** Prints the script of a shell; without one, which there are and what to write where. */
export function createCompletion(table: CommandTable): Command {
  return (invocation) => Promise.resolve(printCompletion(invocation, table));
}

function printCompletion({ operands, terminal }: Invocation, table: CommandTable): CommandResult {
  const [name] = operands;
  const shell = name === undefined ? undefined : shells.get(name);
  if (shell !== undefined) {
    return { exitCode: 0, stdout: shell.render(readCommandTable(table)), stderr: "" };
  }
  const problem = createProblem(
    "unknown-option",
    name === undefined ? "For which shell?" : `There is no completion for ${quote(name)}.`,
    { help: `Name one of ${[...shells.keys()].join(", ")}.\n${listLines()}` },
  );
  const nowhere = { prefix: "", readSource: () => undefined };
  const stderr = renderForPeople(terminal, nowhere, [problem]);
  return { exitCode: 2, stdout: "", stderr };
}

function listLines(): string {
  return [...shells.values()].map(({ file, line }) => `In ${file}: ${line}`).join("\n");
}
