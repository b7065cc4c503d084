import { compareNames, quote, renderJson, suggestName } from "@fleet/diagnostics";
import { createProblem, openCodeIndex } from "../../command/codes.ts";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { renderForPeople } from "../../command/command-report.ts";
import { describeCode } from "../../pages/code-page.ts";
import { renderCodePage } from "../../views/explain/code-view.ts";

/** Shows the page of a code: when there is such a finding, what it stops, and how to mend or accept it. */
export function explainCode({ options, terminal }: Invocation, name: string): CommandResult {
  const index = openCodeIndex();
  const codes = [...index.keys()].sort(compareNames);
  const alike = codes.filter((code) => code.endsWith(`/${name}`));
  const [code = name, other] = index.has(name) ? [name] : alike;
  const entry = other === undefined ? index.get(code) : undefined;
  if (entry === undefined) {
    const isSeveral = other !== undefined;
    const problem = isSeveral ? "unclear-name" : "unknown-name";
    const message = isSeveral
      ? `${quote(name)} is the code of several areas.`
      : `There is no code ${quote(name)}.`;
    const help = isSeveral ? `Write one of ${alike.join(", ")}.` : suggestName(name, codes, "code");
    const mistakes = [createProblem(problem, message, { help })];
    if (options.has("json")) return { exitCode: 2, stdout: renderJson(mistakes, {}), stderr: "" };
    const noSource = { prefix: "", readSource: () => undefined };
    return { exitCode: 2, stdout: "", stderr: renderForPeople(terminal, noSource, mistakes) };
  }
  const page = describeCode(code, entry);
  const isJson = options.has("json");
  return {
    exitCode: 0,
    stdout: isJson
      ? renderJson([], { kind: "code", code: page })
      : renderCodePage(page, terminal.width?.stdout),
    stderr: "",
  };
}
