import { type System, systems } from "@fleet/core/internal";
import { type Checked, type Diagnostic, quote, suggestName } from "@fleet/diagnostics";
import { encodeText, readLocalFile } from "@fleet/project/internal";
import { dirname, resolve } from "pathe";
import type { PlannedChange } from "../change/change.ts";
import type { OpenedFleet } from "../change/opened-fleet.ts";
import { planChange } from "../change/plan-change.ts";
import { describeReading } from "../change/secret-reading.ts";
import {
  findNameProblem,
  findUnknown,
  findUnknownProfile,
  placeModule,
} from "../change/subject.ts";
import { createProblem } from "../codes.ts";
import { hostEdits } from "../edits/addition.ts";
import type { HostKey } from "./host-key.ts";
import { describeModule } from "./module-file.ts";

/** Which host to add, as it was said. */
export interface HostRequest {
  readonly id: string;
  readonly system: string;
  readonly stateVersion?: string | undefined;
  readonly homeProfile?: string | undefined;
  readonly users: readonly string[];
  readonly tags: readonly string[];
  /** A file with what the machine is built of, from the folder that the command was started in. */
  readonly hardware?: string | undefined;
  readonly key?: HostKey | undefined;
  /** Whether git is told of the files that are made. */
  readonly isListed: boolean;
}

/** Plans to declare a host, with the module that the layout wants, its hardware file and its key. */
export async function planHost(
  opened: OpenedFleet,
  request: HostRequest,
): Promise<Checked<PlannedChange>> {
  const { id, system, isListed } = request;
  const known = systems.find((one) => one === system);
  const hardware = readHardware(opened, request.hardware);
  const problems = [
    findNameProblem(opened, { kind: "host", id }),
    known === undefined ? describeSystem(system) : undefined,
    ...request.users.map((user) => findUnknown(opened, { kind: "user", id: user })),
    findUnknownProfile(opened, request.homeProfile),
    hardware.problem,
  ].filter((problem) => problem !== undefined);
  if (known === undefined || problems.length > 0) return { ok: false, diagnostics: problems };
  const ids = { host: id, platform: platformOf(known) };
  const made = describeModule(opened, placeModule(opened, "host", ids), { isListed });
  const files = new Map(made.files.map((path) => [path, encodeText("{ }\n")]));
  const place = placeModule(opened, "hardware", ids);
  const isCopied = hardware.bytes !== undefined && place.path !== undefined && !place.isThere;
  const listed = isCopied ? describeModule(opened, place, { isListed }) : undefined;
  if (isCopied && place.path !== undefined) files.set(place.path, hardware.bytes);
  const planned = await planChange(opened, {
    title: `add host ${id}`,
    edits: hostEdits({ ...request, sshHostKey: request.key?.line }),
    files,
    index: { added: [...made.listed, ...(listed?.listed ?? [])] },
    notes: {
      facts: [...made.facts, ...(request.key === undefined ? [describeKeyless(id)] : [])],
      commands: [
        ...made.commands,
        ...(listed?.commands ?? []),
        ...installCommands(id, known, request.key),
      ],
    },
    isTold: ({ code, path }) => made.isByHand && code === "core/untracked-file" && path[1] === id,
  });
  return planned.ok ? { ...planned, value: describeReading(planned.value) } : planned;
}

function platformOf(system: System): string {
  return system.endsWith("-darwin") ? "darwin" : "nixos";
}

function describeSystem(system: string): Diagnostic {
  const message =
    system === "" ? "No system is named." : `${quote(system)} is no system that a host can have.`;
  const help = `${suggestName(system, [...systems].slice(0, 4), "system")} Say it with --system x86_64-linux.`;
  return createProblem("bad-answer", message, { help });
}

function describeKeyless(id: string): string {
  return `${quote(id)} has no SSH host key yet, so that no secret can be encrypted to it: once it runs, set hosts.${id}.sshHostKey.`;
}

/** What puts the system on the machine for the first time. */
function installCommands(
  id: string,
  system: System,
  key: HostKey | undefined,
): [command: string, purpose: string][] {
  if (system.endsWith("-darwin")) {
    // It takes a dot for the end of the name, and a quote for no name; Nix decodes it after that.
    const name = id.includes(".") ? `%22${id}%22` : id;
    return [[`darwin-rebuild switch --flake .#${name}`, "on the Mac itself"]];
  }
  const folder = key?.folder;
  const files = folder === undefined ? "" : ` --extra-files ${folder}`;
  return [
    [`fleet deploy ${id} --install --target-host root@ADDRESS${files}`, "installs it from here"],
    [
      `nixos-install --flake .#${id}`,
      folder === undefined
        ? "or on the machine itself"
        : `or on the machine itself, after: cp -a ${folder}/. /mnt/`,
    ],
  ];
}

interface Hardware {
  readonly bytes?: Uint8Array;
  readonly problem?: Diagnostic;
}

function readHardware({ world }: OpenedFleet, name: string | undefined): Hardware {
  if (name === undefined) return {};
  const path = resolve(world.folder, name);
  const file = readLocalFile(world.disk, { root: dirname(path), path, name });
  if (file.ok) return { bytes: file.bytes };
  const message = `The hardware file ${quote(name)} cannot be read. ${file.diagnostic.message}`;
  const help = "Make one on the machine: nixos-generate-config --show-hardware-config";
  return { problem: createProblem("bad-answer", message, { help }) };
}
