import { showLine } from "@fleet/diagnostics";
import type { LinuxHardware } from "./linux-hardware.ts";
import type { LookedConfiguration } from "./nixos-configuration.ts";
import { describeNvidia, findNvidiaDriver } from "./nvidia-driver.ts";

/** Says in plain words what a machine is, and what to mind about it: a sentence each. */
export function describeLinux(
  looked: LinuxHardware,
  configuration: LookedConfiguration | undefined,
): string[] {
  return [
    describeKind(looked),
    ...describeGraphics(looked, configuration?.kernelPackages),
    ...(configuration?.deprecated ?? []).map(describeRenamed),
  ];
}

function describeRenamed([option, instead]: readonly [string, string]): string {
  const [, why] = /^nothing: (.*)$/.exec(instead) ?? [];
  return why === undefined
    ? `The old configuration sets ${option}; its place has ${instead}.`
    : `The old configuration sets ${option}, which is to go: ${why}.`;
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
  const nvidia = findNvidiaDriver({ cards });
  const hasAmd = cards.some(({ vendor }) => vendor === "1002");
  const notes = nvidia === undefined ? [] : describeNvidia(nvidia, kernel, kernelPackages);
  if (hasAmd && formFactor !== "server") {
    notes.push(
      "AMD graphics decode video in hardware once hardware.graphics.enable is true; the driver is a part of Mesa, so that nothing else is needed.",
    );
  }
  if (nvidia !== undefined && cards.length > 1) {
    notes.push(
      "There are two graphics cards: hardware.nvidia.prime says which draws what, with the bus ids that lspci prints.",
    );
  }
  return notes;
}
