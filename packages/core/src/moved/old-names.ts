import { type Diagnostic, quote } from "@fleet/diagnostics";
import type { Fleet } from "../parse/fleet.ts";
import { listSoundMoves } from "./sound-moves.ts";

const sections = new Map([
  ["core/unknown-user", "users"],
  ["core/unknown-host", "hosts"],
] as const);

/** A finding about somebody or something unknown, with the id of now where the one that is named is one of before. */
export function tellNewName(fleet: Fleet, finding: Diagnostic): Diagnostic {
  const { code, message } = finding;
  const [, section] = [...sections].find(([own]) => own === code) ?? [];
  if (section === undefined || finding.path[0] === "moved") return finding;
  const found = [...listSoundMoves(fleet)[section]].find(([old]) => message.includes(quote(old)));
  if (found === undefined) return finding;
  const [old, to] = found;
  return {
    ...finding,
    help: `${quote(old)} is called ${quote(to)} now, as \`moved\` says: write that.`,
  };
}
