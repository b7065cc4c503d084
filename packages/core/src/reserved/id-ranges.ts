import type { Platform } from "../declaration/declaration.ts";

/** From the first id to the last, both of them in it. */
export type IdRange = readonly [first: number, last: number];

/** Whether an id lies in a range. */
export function isWithin(id: number, [first, last]: IdRange): boolean {
  return id >= first && id <= last;
}

/** Ids that are nobody's to give, with whose they are. */
type Reserved = readonly (readonly [IdRange, string])[];

// The list at the end of nixos/modules/misc/ids.nix; of systemd's also https://systemd.io/UIDS-GIDS.
const onLinux: Reserved = [
  [[30000, 31000], "the build users of Nix"],
  [[61184, 65519], "users that systemd makes up while a service runs"],
  [[65520, 65535], "nobody, or stands for none"],
  [[100000, 6653600], "users inside of containers"],
  [[4294967294, Number.MAX_SAFE_INTEGER], "nobody, or stands for none"],
];

const groupsOnNixos: Reserved = [
  ...onLinux,
  // Above 1000, as 1Password asks for.
  [[31001, 31002], "1Password"],
];

// macOS shows no user below 500 at its login, and gives those ids to its own; Nix's build users there begin at
// 301 or, since macOS 15, at 351 (https://github.com/NixOS/nix/issues/10892).
const onMacs: Reserved = [[[0, 499], "macOS itself, or to the build users of Nix"]];

/** Whose a uid is that nobody may be given, whatever the range: half a sentence behind "belongs to". */
export function uidOwner(uid: number, platform: Platform): string | undefined {
  if (platform === "linux") return undefined;
  return ownerIn(platform === "darwin" ? onMacs : onLinux, uid);
}

/** The same of the gid of a group on NixOS. */
export function gidOwner(gid: number): string | undefined {
  return ownerIn(groupsOnNixos, gid);
}

function ownerIn(reserved: Reserved, id: number): string | undefined {
  return reserved.find(([range]) => isWithin(id, range))?.[1];
}
