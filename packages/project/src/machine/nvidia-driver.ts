import type { LinuxHardware } from "./linux-hardware.ts";

/** The driver of NVIDIA that fits a card, as nixpkgs has it. */
export interface NvidiaDriver {
  /** The last series that is for the card, such as `470`; undefined for that of today. */
  readonly series: string | undefined;
  /** Whether its kernel modules are the open ones; undefined where the card is not known. */
  readonly isOpen: boolean | undefined;
}

/** Cards that one series is the last for. */
interface CardGeneration {
  readonly series: string;
  /** The first and the last device of it, as numbers on the bus. */
  readonly devices: readonly (readonly [first: number, last: number])[];
  /** The newest Linux that nixpkgs builds it for; undefined where its maker still makes it fit. */
  readonly lastKernel?: readonly [major: number, minor: number];
}

/**
 * The architectures that NVIDIA's driver of today has left behind: numbers by the list of pci-ids.ucw.cz, series by
 * NVIDIA's list of legacy cards, kernels by the marks and patches of pkgs/os-specific/linux/nvidia-x11 in nixpkgs.
 */
const leftBehind: readonly CardGeneration[] = [
  // Tesla
  {
    series: "340",
    devices: [
      [0x0190, 0x019f],
      [0x0400, 0x042f],
      [0x05e0, 0x06bf],
      [0x06e0, 0x06ff],
      [0x0840, 0x08af],
      [0x0a20, 0x0cbf],
      [0x10c0, 0x10df],
    ],
    lastKernel: [6, 6],
  },
  // Fermi
  {
    series: "390",
    devices: [
      [0x06c0, 0x06df],
      [0x0dc0, 0x0f1f],
      [0x1040, 0x10bf],
      [0x1140, 0x117f],
      [0x1200, 0x127f],
    ],
    lastKernel: [6, 17],
  },
  // Kepler
  {
    series: "470",
    devices: [
      [0x0fc0, 0x103f],
      [0x1180, 0x11ff],
      [0x1280, 0x12ff],
    ],
    lastKernel: [7, 0],
  },
  // Maxwell, Pascal and Volta
  { series: "580", devices: [[0x1340, 0x1dff]] },
];

/** From Turing on (GTX 16, RTX 20) there is the processor that the open kernel modules need. */
const firstOpen = 0x1e00;

/** The driver for the NVIDIA card of a machine; undefined where it has none. */
export function findNvidiaDriver({
  cards,
}: Pick<LinuxHardware, "cards">): NvidiaDriver | undefined {
  const card = cards.find(({ vendor }) => vendor === "10de");
  if (card === undefined) return undefined;
  const id = Number.parseInt(card.device, 16);
  const generation = findGeneration(id);
  if (generation !== undefined) return { series: generation.series, isOpen: false };
  return { series: undefined, isOpen: id >= firstOpen ? true : undefined };
}

function findGeneration(id: number): CardGeneration | undefined {
  return leftBehind.find(({ devices }) =>
    devices.some(([first, last]) => id >= first && id <= last),
  );
}

/** The options that a driver needs, each with its value in Nix. */
export function listNvidiaOptions({ series, isOpen }: NvidiaDriver): [string, string][] {
  return [
    ["nixpkgs.config.allowUnfree", "true"],
    ["services.xserver.videoDrivers", '[ "nvidia" ]'],
    ...(series === undefined
      ? []
      : ([
          ["hardware.nvidia.package", `config.boot.kernelPackages.nvidiaPackages.legacy_${series}`],
        ] satisfies [string, string][])),
    ["hardware.nvidia.open", String(isOpen ?? true)],
  ];
}

/** What to mind about NVIDIA's driver: a sentence each. */
export function describeNvidia(
  { series, isOpen }: NvidiaDriver,
  kernel: string | undefined,
  kernelPackages: string | undefined,
): string[] {
  const notes = [
    "NVIDIA's driver is not free: nixpkgs.config.allowUnfree has to be true, and services.xserver.videoDrivers to name nvidia.",
    ...describeSeries(series, isOpen),
  ];
  const lastKernel = leftBehind.find((one) => one.series === series)?.lastKernel;
  if (kernel !== undefined && lastKernel !== undefined && isNewer(kernel, lastKernel)) {
    notes.push(
      `The driver of series ${series} builds for Linux up to ${lastKernel.join(".")}, and this is ${kernel}: choose an older boot.kernelPackages, or the free driver, nouveau.`,
    );
  }
  if (kernelPackages !== undefined && /latest|testing|zen|xanmod|lqx/.test(kernelPackages)) {
    notes.push(
      `The old configuration asks for ${kernelPackages}: NVIDIA's driver often does not build for a new kernel until weeks later. pkgs.linuxPackages, the default, is one that it builds for.`,
    );
  }
  return notes;
}

function describeSeries(series: string | undefined, isOpen: boolean | undefined): string[] {
  if (series !== undefined) {
    return [
      `This NVIDIA card needs the driver of series ${series}, the last for it (hardware.nvidia.package = config.boot.kernelPackages.nvidiaPackages.legacy_${series}), and hardware.nvidia.open = false.`,
    ];
  }
  return isOpen === true
    ? ["For this NVIDIA card the open kernel modules are meant: hardware.nvidia.open = true."]
    : [
        "NixOS wants hardware.nvidia.open to be said: true for a GTX 16, an RTX and what is newer, false for older cards.",
      ];
}

function isNewer(release: string, [major, minor]: readonly [number, number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = release.split(".").map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor > minor);
}
