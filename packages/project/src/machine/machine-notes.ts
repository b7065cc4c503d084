import { showLine } from "@fleet/diagnostics";
import type { GraphicsCard, LinuxHardware } from "./linux-hardware.ts";
import type { LookedConfiguration } from "./nixos-configuration.ts";

/** Says in plain words what a machine is, and what to mind about it: a sentence each. */
export function describeLinux(
  looked: LinuxHardware,
  configuration: LookedConfiguration | undefined,
): string[] {
  return [
    describeKind(looked),
    ...describeGraphics(looked, configuration?.kernelPackages),
    ...(configuration?.deprecated ?? []).map(
      ([option, instead]) => `The old configuration sets ${option}; its place has ${instead}.`,
    ),
  ];
}

const kinds: Readonly<Record<string, string>> = {
  vm: "a virtual machine",
  laptop: "a laptop",
  desktop: "a desktop",
  server: "a server",
};

function describeKind({ formFactor, processor, hardware, isUefi, kernel }: LinuxHardware): string {
  const parts = [
    processor === undefined ? hardware.cpu : showLine(processor).slice(0, 60),
    hardware.gpu === undefined ? undefined : `graphics by ${makers[hardware.gpu] ?? hardware.gpu}`,
    hardware.ssd === undefined ? undefined : hardware.ssd ? "an SSD" : "a disk that turns",
    isUefi === undefined ? undefined : isUefi ? "booted by UEFI" : "booted by a BIOS",
    kernel === undefined ? undefined : `Linux ${kernel}`,
  ].filter((part) => part !== undefined);
  const kind = kinds[formFactor ?? ""] ?? "a machine of no kind that is known";
  return `This is ${kind}${parts.length === 0 ? "" : `: ${parts.join(", ")}`}.`;
}

const makers: Readonly<Record<string, string>> = { amd: "AMD", intel: "Intel", nvidia: "NVIDIA" };

function describeGraphics(
  { cards, kernel, formFactor }: LinuxHardware,
  kernelPackages: string | undefined,
): string[] {
  const nvidia = cards.filter(({ vendor }) => vendor === "10de");
  const hasAmd = cards.some(({ vendor }) => vendor === "1002");
  const notes = nvidia.slice(0, 1).flatMap((card) => describeNvidia(card, kernel, kernelPackages));
  if (hasAmd && formFactor !== "server") {
    notes.push(
      "AMD graphics decode video in hardware once hardware.graphics.enable is true; the driver is a part of Mesa, so that nothing else is needed.",
    );
  }
  if (nvidia.length > 0 && cards.length > 1) {
    notes.push(
      "There are two graphics cards: hardware.nvidia.prime says which draws what, with the bus ids that lspci prints.",
    );
  }
  return notes;
}

/** A generation of cards that NVIDIA's current driver has left behind. */
interface LegacyDriver {
  /** The first and the last device of it, as numbers on the bus. */
  readonly devices: readonly (readonly [first: number, last: number])[];
  readonly series: string;
  /** The first release of Linux for which nixpkgs marks it as broken, or its maker no longer built it. */
  readonly brokenFrom: readonly [major: number, minor: number];
}

/** NVIDIA's list of what its legacy drivers are for, by architecture: Kepler, then Fermi. */
const legacyDrivers: readonly LegacyDriver[] = [
  {
    devices: [
      [0x0fc0, 0x1005],
      [0x1180, 0x11ff],
      [0x1280, 0x12ff],
    ],
    series: "470",
    brokenFrom: [6, 10],
  },
  {
    devices: [
      [0x06c0, 0x06df],
      [0x0dc0, 0x0e3f],
      [0x0f00, 0x0f02],
      [0x1040, 0x10af],
      [0x1200, 0x1251],
    ],
    series: "390",
    brokenFrom: [6, 2],
  },
];

function describeNvidia(
  { device }: GraphicsCard,
  kernel: string | undefined,
  kernelPackages: string | undefined,
): string[] {
  const id = Number.parseInt(device, 16);
  const legacy = legacyDrivers.find(({ devices }) =>
    devices.some(([first, last]) => id >= first && id <= last),
  );
  const notes = [
    "NVIDIA's driver is not free: nixpkgs.config.allowUnfree has to be true, and services.xserver.videoDrivers to name nvidia.",
  ];
  if (legacy !== undefined) {
    const { series, brokenFrom } = legacy;
    notes.push(
      `This NVIDIA card needs the driver of series ${series} (hardware.nvidia.package = config.boot.kernelPackages.nvidiaPackages.legacy_${series}).`,
    );
    if (kernel !== undefined && isSince(kernel, brokenFrom)) {
      notes.push(
        `The driver of series ${series} was not made for Linux ${brokenFrom.join(".")} and newer, and this is ${kernel}: choose an older boot.kernelPackages, or the free driver, nouveau.`,
      );
    }
  }
  if (kernelPackages !== undefined && /latest|testing|zen|xanmod|lqx/.test(kernelPackages)) {
    notes.push(
      `The old configuration asks for ${kernelPackages}: NVIDIA's driver often does not build for a new kernel until weeks later. pkgs.linuxPackages, the default, is one that it builds for.`,
    );
  }
  return notes;
}

function isSince(release: string, [major, minor]: readonly [number, number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = release.split(".").map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}
