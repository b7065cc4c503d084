import { renderJson } from "@fleet/diagnostics";
import { openProject } from "@fleet/project";
import { nameRecipient } from "@fleet/secrets/internal";
import { type AdoptionReport, adoptSopsYaml, locateInProject } from "@fleet/sops";
import { chooseExitCode } from "../../command/codes.ts";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { renderForPeople } from "../../command/command-report.ts";
import { searchPlace } from "../../command/search-place.ts";
import { renderAdoption } from "../../views/secrets/adoption-text.ts";

/** Compares a `.sops.yaml` written by hand with the declaration, and says what to declare. */
export async function showAdoption(invocation: Invocation): Promise<CommandResult> {
  const { options, terminal } = invocation;
  const project = await openProject(invocation.world, searchPlace(invocation));
  const { value, diagnostics } = adoptSopsYaml(project);
  const findings = await locateInProject(project, diagnostics);
  const differs = value?.adoption.rules.some(({ differences }) => differences.length > 0) === true;
  const exitCode = chooseExitCode(findings) || (differs ? 1 : 0);
  if (options.has("json")) {
    const more = value === undefined ? {} : describeAdoption(value);
    return { exitCode, stdout: renderJson(findings, more), stderr: "" };
  }
  const stdout = value === undefined ? "" : renderAdoption(value, project.config?.kind ?? "script");
  return { exitCode, stdout, stderr: renderForPeople(terminal, project, findings) };
}

/** What to declare, for programs. */
export function describeAdoption({ adoption, keyring, anchors, kept, unproven }: AdoptionReport) {
  const names = (ids: readonly string[]) => ids.map((id) => nameRecipient(keyring, id));
  return {
    rules: adoption.rules.map(({ rule, files, differences, lost, withheld, bystander }) => ({
      line: rule.line,
      pathRegex: rule.pathRegex ?? null,
      files,
      differences: differences.map(({ path, missing, extra }) => ({
        path,
        declarationAdds: names(missing),
        declarationLeavesOut: names(extra),
      })),
      lost: lost === undefined ? null : { path: lost.path, line: lost.line ?? null },
      withheld,
      bystander: bystander ?? null,
      notCarriedOver: rule.others,
    })),
    notCarriedOver: adoption.others,
    unusable: adoption.unusable,
    unruled: adoption.unruled,
    unnamed: adoption.unnamed.map((id) => ({ recipient: id, anchor: anchors.get(id) ?? null })),
    declaration: { ...kept, defaultRules: false, files: adoption.proposal },
    unproven,
    undeclarable: adoption.undeclarable,
  };
}
