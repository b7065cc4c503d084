import type { KnownSecrets } from "@fleet/sops";
import type { Invocation } from "../command/command.ts";
import { chooseFormat } from "../command/command-report.ts";

/** What a `fleet.json` does not say, whatever it says. */
const unknown = ["expressions", "rules-without-files", "declaration", "acceptances"] as const;

/** What an answer says of itself that was not had from the declaration; nothing of any other. */
export function describeTold(told: KnownSecrets["told"]): {
  readonly line: string;
  readonly json: Readonly<Record<string, unknown>>;
} {
  if (told === undefined) return { line: "", json: {} };
  const { from, unrun } = told;
  const line = `Answered from ${from}, which may be out of date: ${unrun} was not run.
It does not say by which expressions readers are let in, which rules have no file, and what is wrong with the declaration or accepted in it: none of that is known.
`;
  return { line, json: { from, unrun, unknown } };
}

/** The line where people or a log read it first; what programs read has it among its fields, or beside it. */
export function placeTold(
  line: string,
  text: string,
  { options }: Pick<Invocation, "options">,
): { readonly stdout: string; readonly stderr: string } {
  if (line === "") return { stdout: text, stderr: "" };
  const format = chooseFormat(options);
  if (format === "json" || format === "sarif") {
    return { stdout: text, stderr: format === "sarif" ? line : "" };
  }
  return { stdout: `${line}${text === "" ? "" : "\n"}${text}`, stderr: "" };
}
