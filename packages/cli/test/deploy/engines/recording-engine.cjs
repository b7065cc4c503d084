// Stands in for an engine: refuses what its source does not know, notes that it was started, and does what it is told.
const { appendFileSync, readFileSync } = require("node:fs");
const { basename, dirname, join } = require("node:path");

const program = basename(process.argv[1]);
const folder = dirname(process.argv[1]);
const words = process.argv.slice(2);
const read = (name) => JSON.parse(readFileSync(join(folder, name), "utf8"));
const note = (what) =>
  appendFileSync(
    join(folder, "calls.jsonl"),
    `${JSON.stringify({ what, program, words, pid: process.pid, folder: process.cwd() })}\n`,
  );

function refusal(engine) {
  const own = words.slice(engine.words.length);
  let operands = 0;
  for (let at = 0; at < own.length; at += 1) {
    const word = own[at];
    if (word === "--") return engine.passesOn ? undefined : "unknown option '--'";
    if (!word.startsWith("-")) {
      operands += 1;
      continue;
    }
    if (!Object.hasOwn(engine.options, word)) return `unknown option '${word}'`;
    // JSON knows no infinity: null stands for all words up to the next option.
    const count = engine.options[word];
    if (count === null) while (own[at + 1] !== undefined && !own[at + 1].startsWith("-")) at += 1;
    else at += count;
    if (at >= own.length) return `option '${word}' needs a value`;
  }
  return engine.operands !== null && operands > engine.operands ? "too many operands" : undefined;
}

if (program === "sudo") {
  const { spawnSync } = require("node:child_process");
  const [next, ...more] = words.filter((word) => !word.startsWith("--preserve-env"));
  process.exit(spawnSync(join(folder, next), more, { stdio: "inherit" }).status ?? 1);
}
if (words[0] === "--version") {
  process.stdout.write(`${program} ${read("versions.json")[program] ?? "99.0.0"}\n`);
  process.exit(0);
}
// How nixos-rebuild-ng (argparse) and the shell script before it refuse an option.
if (words[0] === "--which-options") {
  const kind = read("versions.json")[program] ?? "ng";
  note("asked");
  if (kind === "silent") process.exit(1);
  const known = Object.keys(read("options.json")[program][0].options).map((name) => `[${name}]`);
  process.stderr.write(
    kind === "script"
      ? `${process.argv[1]}: unknown option \`--which-options'\n`
      : `usage: ${program} ${known.join(" ")}\n${program}: error: unrecognized arguments: --which-options\n`,
  );
  process.exit(kind === "script" ? 1 : 2);
}
const engine = read("options.json")[program]?.find(({ words: first }) =>
  first.every((word, index) => words[index] === word),
);
const wrong = engine === undefined ? `unknown command '${words[0]}'` : refusal(engine);
if (wrong !== undefined) {
  note("refused");
  process.stderr.write(`${program}: ${wrong}\n`);
  process.exit(64);
}
const line = [program, ...words].join(" ");
const [, behaviour = {}] =
  Object.entries(read("behaviours.json")).find(([part]) => line.includes(part)) ?? [];
if (behaviour.deaf) process.on("SIGTERM", () => {});
note("begun");
if (behaviour.print) process.stdout.write(behaviour.print);
if (behaviour.flood) process.stdout.write("x".repeat(behaviour.flood));
if (behaviour.complain) process.stderr.write(behaviour.complain);
if (behaviour.child) require("node:child_process").spawn("sleep", ["60"], { stdio: "ignore" });
const finish = () => {
  if (behaviour.die) process.kill(process.pid, behaviour.die);
  else {
    note("ended");
    process.exitCode = behaviour.exit ?? 0;
  }
};
if (behaviour.hang) setInterval(() => {}, 1000);
else setTimeout(finish, behaviour.take ?? 0);
