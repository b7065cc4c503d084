import { type System, systems } from "@fleet/core/internal";
import { type Checked, type Diagnostic, quote, suggestName } from "@fleet/diagnostics";
import { currentRelease, encodeText, readLocalFile } from "@fleet/project/internal";
import { dirname, resolve } from "pathe";
import type { PlannedChange } from "../change/change.ts";
import type { OpenedFleet } from "../change/opened-fleet.ts";
import { planChange } from "../change/plan-change.ts";
import { describeReading } from "../change/secret-reading.ts";
import {
  findNameProblem,
  findUnknown,
  findUnknownProfile,
  type ModulePlace,
  placeModule,
} from "../change/subject.ts";
import { createProblem } from "../codes.ts";
import { hostEdits } from "../edits/addition.ts";
import type { HostKey } from "./host-key.ts";
import { installCommands } from "./install-commands.ts";
import { describeModule } from "./module-file.ts";
import { emptyModule, macModule } from "./new-module.ts";

/** Where the key of a host comes from, before anything is made or asked for. */
export type KeyPlan =
  /** Files to be made, the private half first, and their folder, quoted for a shell. */
  | { readonly kind: "mint"; readonly files: readonly string[]; readonly folder: string }
  | { readonly kind: "scan"; readonly target: string };

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
  /** Where a key is to come from that is neither made nor asked for yet. */
  readonly keyPlan?: KeyPlan | undefined;
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
  const files = new Map(
    made.files.map((path) => [
      path,
      encodeText(known.endsWith("-darwin") ? macModule : emptyModule),
    ]),
  );
  const place = placeModule(opened, "hardware", ids);
  const isCopied = hardware.bytes !== undefined && place.path !== undefined && !place.isThere;
  const listed = isCopied ? describeModule(opened, place, { isListed }) : undefined;
  if (isCopied && place.path !== undefined) files.set(place.path, hardware.bytes);
  const isLackingHardware = !isCopied && !place.isThere && platformOf(known) === "nixos";
  const planned = await planChange(opened, {
    title: `add host ${id}`,
    edits: hostEdits({ ...request, sshHostKey: request.key?.line }),
    files,
    isListed,
    helps: new Map([
      [
        "core/missing-state-version",
        `Say the release that it is installed with: --state-version ${currentRelease}. Or set defaults.stateVersion.`,
      ],
    ]),
    index: { added: [...made.listed, ...(listed?.listed ?? [])] },
    notes: {
      facts: [
        ...made.facts,
        ...describeKey(request),
        ...(isLackingHardware ? describeHardware(id, place) : []),
      ],
      commands: [
        ...made.commands,
        ...(listed?.commands ?? []),
        ...installCommands({
          id,
          system: known,
          keyFolder:
            request.key?.folder ??
            (request.keyPlan?.kind === "mint" ? request.keyPlan.folder : undefined),
          hardwarePath: isLackingHardware ? place.path : undefined,
        }),
      ],
    },
    isTold: ({ code, path }) =>
      path[1] === id &&
      ((made.isByHand && code === "core/untracked-file") ||
        // It has one as soon as this is carried out.
        (request.keyPlan !== undefined && code === "secrets/member-without-key")),
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

function describeKey({ id, key, keyPlan }: HostRequest): string[] {
  if (key !== undefined) return [];
  if (keyPlan === undefined) return [describeKeyless(id)];
  if (keyPlan.kind === "scan") {
    return [
      `${quote(keyPlan.target)} is asked for its SSH host key, and the fingerprint is shown before hosts.${id}.sshHostKey has it.`,
    ];
  }
  const files = keyPlan.files.map((file) => quote(file)).join(" and ");
  return [
    `The SSH host key of ${quote(id)} is made anew, in ${files}; its public half goes into hosts.${id}.sshHostKey.`,
  ];
}

function describeHardware(id: string, { path }: ModulePlace): string[] {
  return path === undefined
    ? []
    : [
        `${quote(id)} has no hardware file yet: ${quote(path)} is to hold what nixos-generate-config --show-hardware-config prints on it.`,
      ];
}

function describeKeyless(id: string): string {
  return `${quote(id)} has no SSH host key yet, so that no secret can be encrypted to it: once it runs, set hosts.${id}.sshHostKey.`;
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
