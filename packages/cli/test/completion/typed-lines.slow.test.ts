import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hostileFleets, hostileIds } from "./hostile-ids.ts";
import { hasShell, prepareShell, typeLines } from "./shell-session.ts";

const posixSetup =
  'fleet() { printf "%s\\0" "$@" >> told; printf "\\n" >> told; printf "\\1" >> told.count; }; printf "\\1" >> told.count';
const setups = {
  bash: {
    shell: ["bash", "--norc", "--noprofile", "-i"],
    setup: `set -u; eval "$(cat "$FLEET_SCRIPT")"; ${posixSetup}`,
  },
  zsh: {
    shell: ["zsh", "-f", "-i"],
    setup: `autoload -Uz compinit; compinit -u -D; setopt nounset noglob; source $FLEET_SCRIPT; ${posixSetup}`,
  },
  fish: {
    shell: ["fish", "--no-config", "-i"],
    setup:
      "source $FLEET_SCRIPT; function fleet; printf '%s\\0' $argv >> told; printf '\\n' >> told; printf '\\1' >> told.count; end; printf '\\1' >> told.count",
  },
} as const;
const canType = hasShell("zsh");
const shells = (["bash", "zsh", "fish"] as const).filter((shell) => canType && hasShell(shell));

describe.skipIf(shells.length === 0).each(shells)("a line that is typed into %s", (shell) => {
  it("gets every hostile id as it is, and runs none", async () => {
    const prepared = await prepareShell(shell, hostileFleets(hostileIds));
    // One behind an option and one as an operand, by turns.
    const words = hostileIds.map((id, index) =>
      index % 2 === 0
        ? ["verify", "--root", `./${index}`, "--host", id]
        : ["access", `--root=./${index}`, "of", id],
    );
    const lines = words.map((line) => `fleet ${line.slice(0, -1).join(" ")} \t`);
    const { shell: argv, setup } = setups[shell];
    expect(typeLines(argv, setup, { lines, ...prepared })).toEqual(words);
    expect(existsSync(join(prepared.folder, "pwned"))).toBe(false);
  });

  it("goes on with the quotes that were begun", async () => {
    const prepared = await prepareShell(shell, hostileFleets(["a b", "it's $5"]));
    const lines = [
      'fleet verify --root 0 --host "a\t',
      "fleet verify --root 0 --host 'a \t",
      "fleet verify --root 1 --host it\t",
    ];
    const { shell: argv, setup } = setups[shell];
    const words = typeLines(argv, setup, { lines, ...prepared });
    expect(words.map((line) => line.at(-1))).toEqual(["a b", "a b", "it's $5"]);
  });

  it("is completed word by word", async () => {
    const prepared = await prepareShell(shell, {});
    const cases = [
      ["gener\t --chec\t", "generate --check"],
      ["secrets stat\t --form\tsar\t", "secrets status --format sarif"],
      ["uids f\t", "uids free"],
      ["chec\t --expl\tgro\t", "check --explain groups"],
      ["completion zs\t", "completion zsh"],
      ["access who-c\tre\t", "access who-can read"],
    ] as const;
    const lines = cases.map(([typed]) => `fleet ${typed}`);
    const { shell: argv, setup } = setups[shell];
    const words = typeLines(argv, setup, { lines, ...prepared });
    // Whether a value stands behind = or a blank is the shell's way.
    const shown = words.map((line) => line.join(" ").replace("=", " "));
    expect(shown).toEqual(cases.map(([, completed]) => completed));
  });
});
