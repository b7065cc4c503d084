// Runs npm, with no script of the checkout or of its Node in the way.
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { lookAtMachine } from "./machine.mjs";
import { fail } from "./output.mjs";
import { findPrograms, install } from "./programs.mjs";
import { describeNodeRemedy } from "./tool-plan.mjs";

/** Says only what is wrong, and waits for a registry that does not answer for seconds, not for minutes. */
const settings = [
  "--loglevel=error",
  "--no-audit",
  "--no-fund",
  "--prefer-offline",
  "--fetch-retries=2",
  "--fetch-retry-mintimeout=2000",
  "--fetch-retry-maxtimeout=8000",
];

/** Runs npm, in the checkout or another folder; returns what it complained about, if it failed. */
export function npm(words, folder) {
  const args = [...words, ...settings];
  const own = process.env.npm_execpath ?? "";
  // The npm that started this is the one that its user has, whatever lies first in PATH.
  if (basename(own) === "npm-cli.js" && existsSync(own)) {
    return install(process.execPath, [own, ...args], { folder });
  }
  if (findPrograms("npm").length === 0) {
    fail(`npm is missing. It comes with Node. ${describeNodeRemedy(lookAtMachine())}`);
  }
  return install("npm", args, { folder });
}
