import type { FormFactor, HardwareDeclaration, System } from "@fleet/core/internal";
import type { Sysroot } from "./sysroot.ts";

/** A graphics card by its numbers on the bus, each of four hexadecimal digits in lower case. */
interface GraphicsCard {
  readonly vendor: string;
  readonly device: string;
}

/** What Linux says about the machine that it runs on. */
export interface LinuxHardware {
  readonly system: System | undefined;
  readonly formFactor: FormFactor | undefined;
  readonly hardware: HardwareDeclaration;
  /** As its maker names it, with any characters. */
  readonly processor: string | undefined;
  readonly cards: readonly GraphicsCard[];
  readonly isUefi: boolean | undefined;
  readonly firstDisk: string | undefined;
  /** The release of the kernel, such as `6.12.8`. */
  readonly kernel: string | undefined;
}

/** Reads what Linux shows in `/proc` and `/sys`. */
export function readLinuxHardware(root: Sysroot): LinuxHardware {
  const cpuinfo = root.read("/proc/cpuinfo") ?? "";
  const cpu = cpuVendors.find(([pattern]) => pattern.test(cpuinfo))?.[1];
  const cards = listCards(root);
  const gpu = chooseGraphics(cards);
  const disks = listDisks(root);
  const rotations = disks.map((disk) => root.readLine(`/sys/block/${disk}/queue/rotational`));
  const hasSsd = rotations.includes("0") ? true : rotations.includes("1") ? false : undefined;
  const formFactor = readFormFactor(root, cpuinfo);
  const vendor = formFactor === "vm" ? undefined : readVendor(root);
  const hasSys = root.has("/sys/class");
  return {
    system: readSystem(root, cpuinfo),
    formFactor,
    hardware: {
      ...(cpu === undefined ? {} : { cpu }),
      ...(gpu === undefined ? {} : { gpu }),
      ...(formFactor === "laptop" ? { laptop: true } : {}),
      ...(hasSsd === undefined ? {} : { ssd: hasSsd }),
      ...(vendor === undefined ? {} : { vendor }),
    },
    processor: /^model name\s*:\s*(.+)$/m.exec(cpuinfo)?.[1]?.trim(),
    cards,
    isUefi: root.has("/sys/firmware/efi") ? true : hasSys ? false : undefined,
    firstDisk: disks[0] === undefined ? undefined : `/dev/${disks[0]}`,
    kernel: /^\d+(\.\d+)+/.exec(root.readLine("/proc/sys/kernel/osrelease") ?? "")?.[0],
  };
}

const cpuVendors = [
  [/^vendor_id\s*:\s*AuthenticAMD$/m, "amd"],
  [/^vendor_id\s*:\s*GenuineIntel$/m, "intel"],
  [/^CPU implementer\s*:\s*0x61$/m, "apple"],
  [/^CPU implementer\s*:/m, "arm"],
] as const;

function readSystem(root: Sysroot, cpuinfo: string): System | undefined {
  switch (root.readLine("/proc/sys/kernel/arch")) {
    case "x86_64":
      return "x86_64-linux";
    case "aarch64":
      return "aarch64-linux";
    case undefined:
      if (/^flags\s*:.*\blm\b/m.test(cpuinfo)) return "x86_64-linux";
      return /^CPU architecture\s*:\s*8$/m.test(cpuinfo) ? "aarch64-linux" : undefined;
    default:
      return undefined;
  }
}

function listCards(root: Sysroot): GraphicsCard[] {
  const folder = "/sys/bus/pci/devices";
  return root.list(folder).flatMap((name) => {
    const number = (file: string) =>
      /^0x([0-9a-f]{4,6})$/i.exec(root.readLine(`${folder}/${name}/${file}`) ?? "")?.[1];
    // Base class 3 is a display controller.
    if (number("class")?.startsWith("03") !== true) return [];
    const vendor = number("vendor")?.toLowerCase();
    return vendor === undefined
      ? []
      : [{ vendor, device: number("device")?.toLowerCase() ?? "0000" }];
  });
}

/** Of two cards the one that needs a driver of its own is the one to know of. */
function chooseGraphics(cards: readonly GraphicsCard[]): HardwareDeclaration["gpu"] {
  const vendors = new Set(cards.map(({ vendor }) => vendor));
  return graphicsVendors.find(([vendor]) => vendors.has(vendor))?.[1];
}

const graphicsVendors = [
  ["10de", "nvidia"],
  ["1002", "amd"],
  ["8086", "intel"],
] as const;

/** Disks that stay in the machine, in order: neither sticks nor what only looks like one. */
function listDisks(root: Sysroot): string[] {
  return root
    .list("/sys/block")
    .filter(
      (name) =>
        /^(nvme\d+n\d+|sd[a-z]+|vd[a-z]+|xvd[a-z]+|mmcblk\d+)$/.test(name) &&
        root.readLine(`/sys/block/${name}/removable`) !== "1",
    );
}

/** Types of chassis: SMBIOS 3.7, table 17. */
const chassis: ReadonlyMap<string, FormFactor> = new Map([
  ...["3", "4", "5", "6", "7", "13", "15", "16", "24", "35", "36"].map(
    (type) => [type, "desktop"] as const,
  ),
  ...["8", "9", "10", "11", "14", "30", "31", "32"].map((type) => [type, "laptop"] as const),
  ...["17", "23", "25", "28"].map((type) => [type, "server"] as const),
]);

function readFormFactor(root: Sysroot, cpuinfo: string): FormFactor | undefined {
  const maker = `${root.readLine("/sys/class/dmi/id/sys_vendor")} ${root.readLine("/sys/class/dmi/id/product_name")}`;
  const isGuest = /^flags\s*:.*\bhypervisor\b/m.test(cpuinfo);
  if (isGuest || /\b(QEMU|KVM|VirtualBox|VMware|Virtual Machine)\b/.test(maker)) return "vm";
  const hasBattery = root.list("/sys/class/power_supply").some((name) => {
    const file = (of: string) => root.readLine(`/sys/class/power_supply/${name}/${of}`);
    // A mouse has one as well, of its own.
    return file("type") === "Battery" && file("scope") !== "Device";
  });
  const type = chassis.get(root.readLine("/sys/class/dmi/id/chassis_type") ?? "");
  // An uninterruptible power supply is none of these; a server with one stays a server.
  return hasBattery && type !== "server" ? "laptop" : type;
}

/** The first word of who made it, in lower case, where it is one. */
function readVendor(root: Sysroot): string | undefined {
  const [word = ""] = (root.readLine("/sys/class/dmi/id/sys_vendor") ?? "").split(/[\s,]/, 1);
  return /^[A-Za-z][A-Za-z0-9-]{1,20}$/.test(word) && !/^(To|Default|System|Unknown)$/.test(word)
    ? word.toLowerCase()
    : undefined;
}
