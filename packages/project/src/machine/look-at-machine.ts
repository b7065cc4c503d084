import { hostIdProblem } from "@fleet/core/internal";
import { resolve } from "pathe";
import { decodeText } from "../disk/bytes.ts";
import type { World } from "../world/world.ts";
import { readLinuxAccounts, readPublicKey } from "./linux-accounts.ts";
import { readLinuxHardware } from "./linux-hardware.ts";
import { type LookedMachine, unseenMachine } from "./looked-machine.ts";
import { type MacAnswers, readMac } from "./mac-machine.ts";
import { describeLinux } from "./machine-notes.ts";
import { readNixosConfiguration } from "./nixos-configuration.ts";
import { findNvidiaDriver } from "./nvidia-driver.ts";
import { openSysroot, type Sysroot } from "./sysroot.ts";

/**
 * Looks at a machine: this one, or the one whose root is in a folder, be it mounted or recorded. A Mac is recorded by
 * what its programs print: `system_profiler.json`, and `users.txt`, `names.txt` and `admins.txt` of dscl. Nothing is
 * ever written, and what cannot be read is not known.
 */
export async function lookAtMachine(world: World, sysroot?: string): Promise<LookedMachine> {
  const root = openSysroot(
    world.disk,
    sysroot === undefined ? "/" : resolve(world.folder, sysroot),
  );
  if (sysroot !== undefined && root.has(recordings.profile)) {
    return withUsableName(readMac(readRecording(root), root));
  }
  if (sysroot === undefined && world.machine.platform === "darwin") {
    return withUsableName(readMac(await askMac(world), root));
  }
  if (sysroot === undefined && world.machine.platform !== "linux") return unseenMachine;
  return withUsableName(lookAtLinux(root));
}

function lookAtLinux(root: Sysroot): LookedMachine {
  const hardware = readLinuxHardware(root);
  const text = root.read("/etc/nixos/configuration.nix");
  const configuration = text === undefined ? undefined : readNixosConfiguration(text);
  const isSeen = root.has("/proc/cpuinfo") || root.has("/sys/class");
  return {
    platform: "linux",
    system: hardware.system,
    hostName: root.readLine("/etc/hostname") ?? root.readLine("/proc/sys/kernel/hostname"),
    formFactor: hardware.formFactor,
    hardware: hardware.hardware,
    nvidia: findNvidiaDriver(hardware),
    isUefi: hardware.isUefi,
    firstDisk: hardware.firstDisk,
    accounts: readLinuxAccounts(root),
    sshHostKey: readPublicKey(root, "/etc/ssh/ssh_host_ed25519_key.pub"),
    hardwareFile: root.read("/etc/nixos/hardware-configuration.nix"),
    settings: configuration?.settings ?? unseenMachine.settings,
    notes: isSeen ? describeLinux(hardware, configuration) : [],
  };
}

/** A name that no host can have is none; that of an image is nobody's choice. */
function withUsableName(machine: LookedMachine): LookedMachine {
  const { hostName } = machine;
  const isUsable =
    hostName !== undefined &&
    hostIdProblem(hostName) === undefined &&
    !/^(localhost|nixos|debian|ubuntu)(\.|$)/i.test(hostName);
  return { ...machine, hostName: isUsable ? hostName : undefined };
}

const recordings = {
  profile: "/system_profiler.json",
  uids: "/users.txt",
  names: "/names.txt",
  admins: "/admins.txt",
} as const;

function readRecording(root: Sysroot): MacAnswers {
  return {
    profile: root.read(recordings.profile),
    uids: root.read(recordings.uids),
    names: root.read(recordings.names),
    admins: root.read(recordings.admins),
  };
}

async function askMac(world: World): Promise<MacAnswers> {
  const ask = async (program: string, ...args: readonly string[]) => {
    const end = await world.run({
      program,
      arguments: args,
      folder: world.folder,
      environment: world.environment,
      timeLimit: 20_000,
    });
    return end.end === "exit" && end.status === 0 ? decodeText(end.output) : undefined;
  };
  const [profile, uids, names, admins] = await Promise.all([
    ask("/usr/sbin/system_profiler", "-json", "SPHardwareDataType", "SPSoftwareDataType"),
    ask("/usr/bin/dscl", ".", "-list", "/Users", "UniqueID"),
    ask("/usr/bin/dscl", ".", "-list", "/Users", "RealName"),
    ask("/usr/bin/dscl", ".", "-read", "/Groups", "admin", "GroupMembership"),
  ]);
  return { profile, uids, names, admins };
}
