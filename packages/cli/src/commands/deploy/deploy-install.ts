import { type DeployStep, planInstallation } from "@fleet/codegen/deploy";
import type { ResolvedHost } from "@fleet/core";
import { createCandidateLister, type Host, targetProblem } from "@fleet/core/internal";
import { type Checked, type Finding, isError, quote, shellWord } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import { checkExtraFiles, findKeyFile } from "@fleet/project/deploy";
import { createProblem, findFlakeFolder } from "@fleet/project/internal";
import { relative, resolve } from "pathe";
import type { Invocation } from "../../command/command.ts";
import { textOf } from "../life/option-values.ts";

/** Options that say how a machine is installed, and nothing of anything else. */
const installOptions = ["target-host", "extra-files", "copy-host-keys"] as const;

/** What is said of an installation where none is wanted. */
export function refuseStrayOptions({ options }: Pick<Invocation, "options">): readonly Finding[] {
  if (options.has("install")) return [];
  return installOptions
    .filter((name) => options.has(name))
    .map((name) =>
      createProblem("not-installable", `--${name} is about a machine that is installed.`, {
        help: "Write --install as well where its disks are to be erased; or leave it out.",
      }),
    );
}

/** The command that installs the only host that is named, once all fits that it needs. */
export function planInstalled(
  invocation: Invocation,
  {
    declared,
    resolved,
    root,
  }: Pick<NonNullable<Project["fleet"]>, "declared" | "resolved"> & { readonly root: string },
): Checked<DeployStep> {
  const { operands, passedOn, options, world } = invocation;
  const names = [...operands, ...passedOn];
  const id = names[0]?.replace(/^host:/, "") ?? "";
  const [host, own] = [resolved.hosts.get(id), declared.hosts.get(id)];
  if (names.length !== 1 || host === undefined || own === undefined) {
    const message = `One host is installed at a time${names.length === 0 ? "" : `, and ${names.map(quote).join(" ")} is not that`}.`;
    const help = "Name it: fleet deploy HOST --install";
    return refuse([createProblem("unknown-target", message, { help })]);
  }
  const target = textOf(invocation, "target-host") ?? host.deploy.target;
  const unfit = findUnfit(host, target);
  if (unfit !== undefined) return refuse([unfit]);
  const folder = textOf(invocation, "extra-files");
  const extraFiles = folder === undefined ? undefined : resolve(world.folder, folder);
  const keepsHostKeys = options.has("copy-host-keys");
  const faults = listKeyFaults(invocation, own, { extraFiles, keepsHostKeys });
  if (faults.some(isError)) return refuse(faults);
  const step = planInstallation(host, {
    flake: relative(root, findFlakeFolder(world.disk, root)) || ".",
    target: (target ?? "").replaceAll("{host}", host.hostname),
    extraFiles,
    keepsHostKeys,
  });
  return { ok: true, value: step, diagnostics: [...faults, ...findHardwareLack(host, declared)] };
}

/** What is said of a host of whose hardware its modules may know nothing: it may not boot. */
function findHardwareLack(
  { id, platform, modules }: ResolvedHost,
  { layout }: Pick<NonNullable<Project["fleet"]>["declared"], "layout">,
): readonly Finding[] {
  const { paths } = createCandidateLister(layout)("hardware", { host: id, platform });
  const [path] = paths;
  const isThere = modules.some((one) => "path" in one && paths.includes(one.path));
  if (path === undefined || isThere) return [];
  return [
    createProblem(
      "no-hardware-file",
      `${quote(id)} has no hardware file ${quote(path)}: unless other modules say what the machine needs to boot, it does not.`,
      {
        severity: "warning",
        help: `Put there what nixos-generate-config --show-hardware-config --no-filesystems prints on it, then: git add ${shellWord(path)} && fleet generate`,
      },
    ),
  ];
}

/** Why a host cannot be installed by nixos-anywhere at an address. */
function findUnfit(
  { id, platform, deploy: { engine } }: ResolvedHost,
  target: string | undefined,
): Finding | undefined {
  if (platform !== "nixos") {
    return createProblem(
      "not-installable",
      `${quote(id)} is no NixOS host, and nothing else is installed from afar.`,
      { help: "Install its system as usual, then run: fleet deploy" },
    );
  }
  if (engine === "clan") {
    // It makes keys and secrets of its own on the way.
    const at = target === undefined ? "" : ` --target-host ${shellWord(target)}`;
    return createProblem(
      "not-installable",
      `${quote(id)} is installed by clan, which brings its own keys.`,
      { help: `Run: clan machines install ${shellWord(id)}${at}` },
    );
  }
  if (target === undefined) {
    return createProblem("not-installable", `Nobody says where ${quote(id)} is reached.`, {
      help: `Name the address that it has now: fleet deploy ${shellWord(id)} --install --target-host root@ADDRESS`,
    });
  }
  const problem = targetProblem(target);
  return problem === undefined
    ? undefined
    : createProblem("not-installable", problem.message, { help: problem.help });
}

/** What keeps a host from having the key that is declared for it, by which it reads its secrets. */
function listKeyFaults(
  { world }: Pick<Invocation, "world">,
  own: Host,
  {
    extraFiles,
    keepsHostKeys,
  }: { readonly extraFiles: string | undefined; readonly keepsHostKeys: boolean },
): readonly Finding[] {
  const file = findKeyFile(own);
  const isKept = keepsHostKeys && file?.startsWith("/etc/ssh/ssh_host_") === true;
  if (extraFiles !== undefined) return checkExtraFiles(world.disk, extraFiles, own, !isKept);
  if (file === undefined || isKept) return [];
  return [
    createProblem(
      "not-installable",
      `${quote(own.id)} would make itself another key than is declared, and could read no secret.`,
      {
        help: `Name the folder in which that is, at ${file.slice(1)}: --extra-files FOLDER; or keep the keys that the machine has: --copy-host-keys`,
      },
    ),
  ];
}

function refuse(diagnostics: readonly Finding[]): Checked<never> {
  return { ok: false, diagnostics };
}

/** What has to be agreed to once more, because nothing brings it back. */
export function describeErasure(id: string, { words }: DeployStep): string {
  const target = words[words.indexOf("--target-host") + 1] ?? "";
  return `All disks of ${quote(target)} that the system of ${quote(id)} formats are erased, with all that is on them.`;
}
