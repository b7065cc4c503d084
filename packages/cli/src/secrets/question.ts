import { readSync } from "node:fs";
import { isatty } from "node:tty";
import { writeStandard } from "../standard-streams.ts";

/** Whether somebody sits there who can be asked. */
export function canAsk(): boolean {
  return isatty(0) && isatty(2);
}

/** Asks a question on the terminal; only a plain yes is one. */
export function ask(question: string): boolean {
  writeStandard("stderr", `${question} [y/N] `);
  const bytes = Buffer.alloc(256);
  try {
    const length = readSync(0, bytes, 0, bytes.length, null);
    return /^y(es)?\s*$/i.test(bytes.toString("utf8", 0, length));
  } catch {
    return false;
  }
}
