import { describe, expect, it } from "vitest";
import { commands, commonOptions, commonTo } from "../../src/command/command-table.ts";
import { readCommandTable } from "../../src/completion/command-words.ts";
import { runFleet } from "../run-fleet.ts";
import { hostileFleets, hostileIds } from "./hostile-ids.ts";
import { hasShell, prepareShell, runShell } from "./shell-session.ts";

const table = readCommandTable({ commands, commonOptions });
const optionsOf = new Map(
  commands.map((command) => [
    command.name,
    [...command.options, ...commonTo(command)].flatMap(({ name, short }) => [
      `--${name}`,
      ...(short === undefined ? [] : [`-${short}`]),
    ]),
  ]),
);
const print = async (...args: readonly string[]) => runFleet("/", ["completion", ...args]);

/** What bash would offer for lines that end where the tab key is pressed. */
async function completeInBash(
  lines: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<readonly (readonly string[])[]> {
  const prepared = await prepareShell("bash", files);
  const ask = (line: string) => {
    // At these, bash breaks words as readline does.
    const words = line.split(/ +|(?<=[=:@])|(?=[=:@])/);
    const quoted = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`);
    return `COMP_LINE='${line.replaceAll("'", "'\\''")}' COMP_WORDS=(${quoted.join(" ")}) COMP_CWORD=${words.length - 1}
_fleet; for reply in \${COMPREPLY[@]+"\${COMPREPLY[@]}"}; do printf '%s\\0' "$reply"; done; printf '\\1'`;
  };
  const script = `set -euf; eval "$(cat "$FLEET_SCRIPT")"; COMP_WORDBREAKS=$' \\t\\n"\\'@><=;|&(:'\n${lines.map(ask).join("\n")}`;
  return runShell(["bash", "--norc", "-c", script], prepared)
    .split("\u0001")
    .slice(0, -1)
    .map((replies) => replies.split("\0").slice(0, -1));
}

describe("a completion script", () => {
  it("holds words that need no quotes in any shell", () => {
    const words = [...table.next.values()].flat().map(([word]) => word);
    const values = commands.flatMap(({ options }) =>
      options.flatMap(({ choices = [] }) => choices),
    );
    const operands = commands.flatMap(({ operands = [] }) =>
      operands.flatMap(({ words: own = [] }) => own.map(([word]) => word)),
    );
    for (const word of [...words, ...values, ...operands]) expect(word).toMatch(/^[a-z][a-z.-]*$/);
  });

  it("can tell the value of an option before it knows the command", () => {
    const all = [...commonOptions, ...commands.flatMap(({ options }) => options)];
    const valued = new Set(all.filter(({ value }) => value !== undefined).map(({ name }) => name));
    expect(all.filter(({ name, value }) => value === undefined && valued.has(name))).toEqual([]);
  });

  it("for bash uses nothing that version 3.2 has not", async () => {
    const { stdout } = await print("bash");
    const newer =
      /\b(mapfile|readarray|coproc)\b|(declare|local|typeset) -[a-z]*[Agn]|\$\{\w+(,|\^|@)|\|&|&>>|;;&|;&|\[\[ -v|%\(|<\(|\{\w+\[-/;
    expect(newer.exec(stdout)?.[0]).toBeUndefined();
    expect(stdout.match(/.*compopt.*/g)).toEqual([
      expect.stringMatching(/bash 3\.2 cannot|type compopt >/),
      expect.stringMatching(/compopt -o "\$1" 2>\/dev\/null \|\| :/),
    ]);
  });
});

describe("fleet completion", () => {
  it.each([
    [[], "For which shell?"],
    [["tcsh"], 'There is no completion for "tcsh".'],
  ])("says which shells there are, and what to write for each: %j", async (args, message) => {
    const run = await print(...args);
    expect(run).toMatchObject({ status: 2, stdout: "" });
    expect(run.stderr).toContain(message);
    for (const line of [
      '~/.bashrc: eval "$(fleet completion bash)"',
      "~/.zshrc: autoload -Uz compinit && compinit && source <(fleet completion zsh)",
      "~/.config/fish/config.fish: fleet completion fish | source",
    ]) {
      expect(run.stderr).toContain(line);
    }
  });
});

describe("completion in bash", () => {
  it("offers every command, every option and every choice, under set -u, -e and -f", async () => {
    const lines = [
      ...[...table.next.keys()].map((before) => `fleet ${before}${before === "" ? "" : " "}`),
      ...commands.map(({ name }) => `fleet ${name} -`),
      ...commands.map(({ name }) => `fleet -v --root x ${name} --`),
    ];
    const replies = await completeInBash(lines);
    expect(replies).toEqual([
      ...[...table.next.values()].map((words) => words.map(([word]) => word)),
      ...commands.map(({ name }) => optionsOf.get(name)),
      ...commands.map(({ name }) => optionsOf.get(name)?.filter((option) => option.length > 2)),
    ]);
  });

  it.each([
    ["fleet check --format ", ["pretty", "json", "sarif", "github", "gitlab"]],
    ["fleet check --format=s", ["sarif"]],
    ["fleet check --explain gr", ["groups"]],
    ["fleet --format s", []],
    ["fleet uids merge --keep ", ["ours", "theirs"]],
    ["fleet access who-can ", ["read", "login", "root", "trust-nix"]],
    ["fleet access nobody ", []],
    ["fleet completion ", ["bash", "zsh", "fish"]],
    ["fleet help secrets s", ["status", "sync"]],
    ["fleet nonsense ", []],
    ["fleet verify -- --ho", []],
  ])("offers what is fitting: %s", async (line, replies) => {
    const offered = await completeInBash([line]);
    expect(offered).toEqual([replies]);
  });

  it("offers who and what there is in the fleet", async () => {
    const offered: readonly (readonly [line: string, ids: readonly string[]])[] = [
      ["fleet rename user ", ["ada", "ben"]],
      ["fleet rename user ada ", []],
      ["fleet remove user b", ["ben"]],
      ["fleet rename host ", ["mini"]],
      ["fleet remove host ", ["mini"]],
      ["fleet add user new --host ", ["mini"]],
      ["fleet add user new --profile=d", ["desk"]],
      ["fleet add host new --user ", ["ada", "ben"]],
      ["fleet add host new --tag ", ["office"]],
      ["fleet add secret wifi --to user:", ["ada", "ben"]],
      ["fleet secrets edit secrets/w", ["secrets/wifi.yaml"]],
      ["fleet deploy tag:", ["office"]],
      ["fleet explain ben@", ["mini"]],
      ["fleet explain code core/unknown-us", ["core/unknown-user"]],
      ["fleet plan --against ", []],
    ];
    const account = { home: { profile: "desk" } };
    const mini = { platform: "nixos", tags: ["office"], accounts: { ada: account, ben: account } };
    const fleet = {
      version: 1,
      hosts: { mini },
      secrets: { keys: { "user:ada": [] }, files: [{ path: "secrets/wifi.yaml" }] },
    };
    const files = { "fleet.config.json": "{}", "fleet.json": JSON.stringify(fleet) };
    const replies = await completeInBash(
      offered.map(([line]) => line),
      files,
    );
    expect(offered.map(([line], index) => [line, replies[index]])).toEqual(offered);
  });

  it("quotes ids as the word is quoted that was begun", async () => {
    const files = hostileFleets(hostileIds);
    const at = (id: string) => hostileIds.indexOf(id);
    expect(
      await completeInBash(
        [
          `fleet verify --root ${at("a b")} --host `,
          `fleet verify --root ${at("a b")} --host a\\`,
          `fleet verify --root ${at("it's")} --host it`,
          `fleet verify --root=${at("a:b@c=d")} --host=a:b@`,
          `fleet verify --root ${at("$HOME")} --host other`,
        ],
        files,
      ),
    ).toEqual([["a\\ b"], ["a\\ b"], ["it\\'s"], ["c=d"], []]);
  });
});

describe.skipIf(!hasShell("fish"))("completion in fish", () => {
  it("offers every command, every option and every choice, with what each is for", async () => {
    const prepared = await prepareShell("fish", {});
    const lines = [
      ...[...table.next.keys()].map((before) => `fleet ${before}${before === "" ? "" : " "}`),
      ...commands.map(({ name }) => `fleet ${name} --`),
      "fleet check --format ",
    ];
    const script = lines.map((line) => `complete -C '${line}'; printf '\\1\\n'`).join("\n");
    const output = runShell(
      ["fish", "--no-config", "-c", `source $FLEET_SCRIPT\n${script}`],
      prepared,
    );
    const replies = output.split("\u0001\n").slice(0, -1);
    const [format = "", ...others] = replies.toReversed();
    expect(format.match(/^\w+(?=\t)/gm)).toEqual(["github", "gitlab", "json", "pretty", "sarif"]);
    const offered = others.toReversed().map((reply) => reply.match(/^[\w-]+(?=\t\S)/gm) ?? []);
    const expected = [
      ...[...table.next.values()].map((words) => words.map(([word]) => word)),
      ...commands.map(({ name }) => optionsOf.get(name)?.filter((option) => option.length > 2)),
    ];
    expect(offered.map((words) => words.toSorted())).toEqual(
      expected.map((words) => words?.toSorted()),
    );
  });
});
