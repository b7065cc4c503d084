import type { CommandEntry } from "../command/entries/command-entry.ts";

/** The command that prints what a shell needs to complete command lines, but for what it does. */
export const completionEntry = {
  name: "completion",
  summary: "Print what bash, zsh or fish needs to complete command lines.",
  synopsis: "bash|zsh|fish",
  description:
    "Prints a script for a shell. Commands, options and their values stand in it; the ids of users, hosts and secret files come from fleet.json and fleet.lock.json when they are asked for. No config is ever loaded for it. Without a shell, says what to write where.",
  options: [],
  examples: [
    ['eval "$(fleet completion bash)"', "in ~/.bashrc"],
    ["source <(fleet completion zsh)", "in ~/.zshrc, behind compinit"],
    ["fleet completion fish | source", "in ~/.config/fish/config.fish"],
  ],
  operandLimit: 1,
  operands: [
    {
      words: [
        ["bash", "from version 3.2 on"],
        ["zsh", "with its completion system"],
        ["fish", "from version 3.4 on"],
      ],
    },
  ],
} as const satisfies Omit<CommandEntry, "load">;
