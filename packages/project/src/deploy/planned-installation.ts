import { type DeployStep, planInstallation } from "@fleet/codegen/deploy";
import type { ResolvedHost } from "@fleet/core";
import { createCandidateLister, type Host, targetProblem } from "@fleet/core/internal";
import { type Checked, type Finding, isError, quote, shellWord } from "@fleet/diagnostics";
import { relative } from "pathe";
import { createProblem } from "../codes.ts";
import type { LockedFleet } from "../compile.ts";
import { findFlakeFolder } from "../disk/git-folder.ts";
import type { Disk } from "../world/disk.ts";
import type { World } from "../world/world.ts";
import { checkExtraFiles, findKeyFile } from "./extra-files.ts";

/** Which machine is to be installed, and with what. */
export interface InstallationRequest {
  /** What was named: it has to be one host, with or without `host:` before it. */
  readonly names: readonly string[];
  /** Where the machine is reached now. Default: the declared target. */
  readonly address: string | undefined;
  /** The folder that its root begins with, absolute. Default: none. */
  readonly extraFiles: string | undefined;
  /** Whether it keeps the SSH host keys that it has now. */
  readonly keepsHostKeys: boolean;
}

/** The command that installs the only host that is named, once all fits that it needs. */
export function planInstalled(
  { disk }: Pick<World, "disk">,
  {
    declared,
    resolved,
    root,
  }: Pick<LockedFleet, "declared" | "resolved"> & { readonly root: string },
  { names, address, extraFiles, keepsHostKeys }: InstallationRequest,
): Checked<DeployStep> {
  const id = names[0]?.replace(/^host:/, "") ?? "";
  const [host, own] = [resolved.hosts.get(id), declared.hosts.get(id)];
  if (names.length !== 1 || host === undefined || own === undefined) {
    const message = `One host is installed at a time${names.length === 0 ? "" : `, and ${names.map(quote).join(" ")} is not that`}.`;
    const help = "Name it: fleet deploy HOST --install";
    return refuse([createProblem("unknown-target", message, { help })]);
  }
  const target = address ?? host.deploy.target;
  const unfit = findUnfit(host, target);
  if (unfit !== undefined) return refuse([unfit]);
  const faults = listKeyFaults(disk, own, { extraFiles, keepsHostKeys });
  if (faults.some(isError)) return refuse(faults);
  const step = planInstallation(host, {
    flake: relative(root, findFlakeFolder(disk, root)) || ".",
    target: (target ?? "").replaceAll("{host}", host.hostname),
    extraFiles,
    keepsHostKeys,
  });
  return { ok: true, value: step, diagnostics: [...faults, ...findHardwareLack(host, declared)] };
}

/** What is said of a host of whose hardware its modules may know nothing: it may not boot. */
function findHardwareLack(
  { id, platform, modules }: ResolvedHost,
  { layout }: Pick<LockedFleet["declared"], "layout">,
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
  disk: Disk,
  own: Host,
  { extraFiles, keepsHostKeys }: Pick<InstallationRequest, "extraFiles" | "keepsHostKeys">,
): readonly Finding[] {
  const file = findKeyFile(own);
  const isKept = keepsHostKeys && file?.startsWith("/etc/ssh/ssh_host_") === true;
  if (extraFiles !== undefined) return checkExtraFiles(disk, extraFiles, own, !isKept);
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
