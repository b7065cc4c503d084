import declarationSchema from "@fleet/core/schema.json" with { type: "json" };
import { renderJson } from "@fleet/diagnostics";
import type { Disk } from "@fleet/project";
import { decodeText, type EditorSetup, isDrift, setUpEditor } from "@fleet/project/internal";
import { relative } from "pathe";
import { chooseExitCode } from "../command/codes.ts";
import type { CommandResult, Invocation } from "../command/command.ts";
import { renderForPeople } from "../command/command-report.ts";
import { searchPlace } from "../command/search-place.ts";
import { describeEditor, renderEditor } from "../views/editor-text.ts";

/** Where the build puts the types: beside the command where all is bundled. */
const typesFile = import.meta.url.endsWith(".ts")
  ? "../../dist/types/core.d.ts"
  : "./types/core.d.ts";

/** The absolute path of the types that come with the command. */
export function findOwnTypes(): string {
  return decodeURIComponent(new URL(typesFile, import.meta.url).pathname);
}

/** Sets up editors for the config of a fleet. */
export async function setUp(invocation: Invocation): Promise<CommandResult> {
  const { options, terminal, world } = invocation;
  const isWriting = !options.has("check") && !options.has("dry-run");
  const setup = await setUpEditor(world, searchPlace(invocation), {
    isWriting,
    types: readTypes(world.disk),
    schema: `${JSON.stringify(declarationSchema, null, 2)}\n`,
  });
  const findings = setup.ok ? setup.value.diagnostics : setup.diagnostics;
  const exitCode =
    chooseExitCode(findings) || (setup.ok && isLeft(invocation, setup.value) ? 1 : 0);
  if (options.has("json")) {
    const more = setup.ok ? describeEditor(setup.value, isWriting) : {};
    return { exitCode, stdout: renderJson(findings, more), stderr: "" };
  }
  const prefix = setup.ok ? leadTo(world.folder, setup.value.config.root) : "";
  const shown = { isWriting, prefix, version: terminal.version };
  return {
    exitCode,
    stdout: setup.ok && findings.length === 0 ? renderEditor(setup.value, shown) : "",
    stderr: renderForPeople(terminal, { prefix, readSource: () => undefined }, findings),
  };
}

function readTypes(disk: Disk): string {
  return decodeText(disk.read(findOwnTypes()));
}

/** Whether somebody still has to do something. */
function isLeft({ options }: Invocation, { guide, changes }: EditorSetup): boolean {
  return guide.kind === "incomplete" || (options.has("check") && changes.some(isDrift));
}

function leadTo(from: string, root: string): string {
  const path = relative(from, root);
  return path === "" ? "" : `${path}/`;
}
