import { type Finding, isError, renderJson } from "@fleet/diagnostics";
import type { CommandResult, Invocation } from "../command/command.ts";
import { renderForPeople } from "../command/command-report.ts";

/** Says why nothing was made. */
export function refuseInit(
  { options, terminal }: Invocation,
  findings: readonly Finding[],
): CommandResult {
  if (options.has("json")) {
    const stdout = renderJson(findings.filter(isError), { written: false });
    return { exitCode: 2, stdout, stderr: "" };
  }
  const noSource = { prefix: "", readSource: () => undefined };
  return { exitCode: 2, stdout: "", stderr: renderForPeople(terminal, noSource, findings) };
}
