import { renderJson, showLine } from "@fleet/diagnostics";
import { listSecretFile } from "@fleet/life";
import { openProject, type Project } from "@fleet/project";
import { editFile, locateInProject } from "@fleet/sops";
import { join } from "pathe";
import { chooseExitCode } from "../../command/codes.ts";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { renderForPeople } from "../../command/command-report.ts";
import { searchPlace } from "../../command/search-place.ts";
import { watchInterruption } from "../interruption.ts";
import { tellInterrupted } from "./interrupted.ts";

/** Opens a secret file in an editor, with the readers that the declaration says. */
export async function editSecret(invocation: Invocation): Promise<CommandResult> {
  const { operands, world } = invocation;
  const [file = ""] = operands;
  const project = await openProject(world, searchPlace(invocation));
  return edit(invocation, project, { named: file, folder: world.folder });
}

/** The same of a file by its path from the root. */
export function editOne(
  invocation: Invocation,
  project: Project,
  path: string,
): Promise<CommandResult> {
  const root = project.config?.root ?? invocation.world.folder;
  return edit(invocation, project, { named: join(root, path), folder: root });
}

async function edit(
  { options, terminal }: Invocation,
  project: Project,
  file: { readonly named: string; readonly folder: string },
): Promise<CommandResult> {
  const interruption = watchInterruption(terminal);
  const edited = await editFile(project, { ...file, signal: interruption.signal });
  interruption.stop();
  const isNew = edited.ok && edited.value.kind === "created";
  const listed = isNew ? await listSecretFile(project, edited.value.path) : [];
  const found = [...(await tellInterrupted(project)), ...edited.diagnostics, ...listed];
  const findings = await locateInProject(project, found);
  const exitCode = chooseExitCode(findings);
  if (options.has("json")) {
    const more = {
      file: edited.ok ? edited.value.path : null,
      change: edited.ok ? edited.value.kind : null,
    };
    return { exitCode, stdout: renderJson(findings, more), stderr: "" };
  }
  const stderr = renderForPeople(terminal, project, findings);
  if (!edited.ok) return { exitCode, stdout: "", stderr };
  const { path, kind } = edited.value;
  const words = { created: "Made", changed: "Changed", unchanged: "Left as it was:" } as const;
  return { exitCode, stdout: `${words[kind]} ${showLine(`${project.prefix}${path}`)}\n`, stderr };
}
