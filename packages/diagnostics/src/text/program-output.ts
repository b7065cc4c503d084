import stripAnsi from "strip-ansi";
import { showTabbed } from "./terminal-text.ts";

/**
 * What another program printed, as a terminal shows it: colours and other escape sequences are taken out,
 * and what else a terminal would obey is written as `\u{1b}`, but line feeds and tabs.
 */
export function cleanOutput(text: string): string {
  return showTabbed(stripAnsi(text));
}
