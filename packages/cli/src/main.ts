#!/usr/bin/env node
import { openCompileCache } from "./compile-cache.ts";
// Node takes time for every module, and compiles anew whatever is imported before its cache is on;
// an old Node understands none of the rest. So this file imports next to nothing: what opens the
// cache, and the words by which it knows what to load.
import { commandWords } from "./start/command-words.ts";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const { bun } = process.versions;
if (bun !== undefined) {
  refuse(
    `Bun ${bun}, which cannot say what a config loads`,
    "Start it with node, or with bunx without --bun.",
  );
} else if (major > 22 || (major === 22 && minor >= 18)) {
  void start(process.argv.slice(2));
} else {
  refuse(
    `${process.version} (${process.execPath})`,
    "Put a newer one first in PATH: https://nodejs.org/en/download, or nix shell nixpkgs#nodejs.",
  );
}

function refuse(found: string, remedy: string): void {
  process.stderr.write(`fleet needs Node.js 22.18 or newer; this is ${found}. ${remedy}\n`);
  process.exitCode = 2;
}

async function start(args: readonly string[]): Promise<void> {
  const [first = "", option] = args;
  if (first === "completion" && option === "--ids") {
    // Somebody waits for it at every press of a key, so nothing else of the command is loaded.
    await (await import("./completion/ids.ts")).printIds(args.slice(2));
    return;
  }
  openCompileCache(process.env);
  const isForCommand = commandWords.includes(first) && !args.includes("--help");
  // The front ends the process, unless the command line is for a command after all.
  if (!isForCommand) (await import("./start/front.ts")).answerProcess();
  await (await import("./command/process.ts")).runProcess();
}
