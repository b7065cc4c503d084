import { compareNames, showLine } from "@fleet/diagnostics";
import { readFullName, readPublicKey, readPublicKeys } from "./linux-accounts.ts";
import { type LookedAccount, type LookedMachine, unseenMachine } from "./looked-machine.ts";
import type { Sysroot } from "./sysroot.ts";
import { usableLoginProblem } from "./usable-login.ts";

/** What the programs of a Mac print about it. */
export interface MacAnswers {
  /** `system_profiler -json SPHardwareDataType SPSoftwareDataType` */
  readonly profile: string | undefined;
  /** `dscl . -list /Users UniqueID` */
  readonly uids: string | undefined;
  /** `dscl . -list /Users RealName` */
  readonly names: string | undefined;
  /** `dscl . -read /Groups admin GroupMembership` */
  readonly admins: string | undefined;
}

/** Says what a Mac is by what its own programs print. */
export function readMac(answers: MacAnswers, root: Sysroot): LookedMachine {
  const profile = parseProfile(answers.profile);
  const hardware = firstOf(profile, "SPHardwareDataType");
  const software = firstOf(profile, "SPSoftwareDataType");
  const chip = textOf(hardware, "chip_type");
  const isApple = chip !== undefined || textOf(hardware, "cpu_type")?.includes("Apple") === true;
  const model = textOf(hardware, "machine_name") ?? textOf(hardware, "machine_model") ?? "Mac";
  const isLaptop = /book/i.test(model);
  const macOs = textOf(software, "os_version");
  const isKnown = hardware !== undefined;
  const what = [chip ?? textOf(hardware, "cpu_type"), macOs].filter((part) => part !== undefined);
  return {
    ...unseenMachine,
    platform: "darwin",
    system: isKnown ? (isApple ? "aarch64-darwin" : "x86_64-darwin") : undefined,
    hostName: textOf(software, "local_host_name"),
    formFactor: isKnown ? (isLaptop ? "laptop" : "desktop") : undefined,
    hardware: isKnown
      ? { cpu: isApple ? "apple" : "intel", ...(isLaptop ? { laptop: true } : {}), ssd: true }
      : {},
    accounts: readAccounts(answers, root),
    sshHostKey: readPublicKey(root, "/etc/ssh/ssh_host_ed25519_key.pub"),
    notes: [
      `This is ${isKnown ? `a ${showLine(model).slice(0, 40)}` : "a Mac"}${what.length === 0 ? "" : `: ${what.map((part) => showLine(part).slice(0, 40)).join(", ")}`}.`,
      "Where Determinate's installer installed Nix, hosts/ has to say nix.enable = false.",
    ],
  };
}

/** macOS keeps what is below 501 to itself. */
const firstUid = 501;

function readAccounts({ uids = "", names = "", admins = "" }: MacAnswers, root: Sysroot) {
  const adminNames = new Set(admins.replace(/^GroupMembership:/, "").split(/\s+/));
  const fullNames = new Map(names.split("\n").map(splitColumns));
  return uids
    .split("\n")
    .map(splitColumns)
    .flatMap(([login, number]): LookedAccount[] => {
      const uid = /^\d{1,9}$/.test(number) ? Number(number) : -1;
      if (uid < firstUid || usableLoginProblem(login) !== undefined) return [];
      return [
        {
          login,
          uid,
          fullName: readFullName(fullNames.get(login) ?? ""),
          shell: undefined,
          isAdmin: adminNames.has(login),
          sshKeys: readPublicKeys(root, `/Users/${login}`),
        },
      ];
    })
    .sort((a, b) => a.uid - b.uid || compareNames(a.login, b.login));
}

function splitColumns(line: string): [first: string, rest: string] {
  const [, first = "", rest = ""] = /^(\S+)\s+(.*\S)/.exec(line) ?? [];
  return [first, rest];
}

function parseProfile(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

function firstOf(profile: unknown, type: string): unknown {
  const list: unknown = readOwn(profile, type);
  return Array.isArray(list) ? list[0] : undefined;
}

function textOf(value: unknown, name: string): string | undefined {
  const text = readOwn(value, name);
  return typeof text === "string" && text !== "" ? text : undefined;
}

function readOwn(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
