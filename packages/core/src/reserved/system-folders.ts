import type { Platform } from "../declaration/declaration.ts";

/**
 * What makes a folder unfit to be somebody's home on a platform, or undefined: half a sentence about it. macOS
 * keeps its folders whatever the case of their names.
 */
export function folderProblem(directory: string, platform: Platform): string | undefined {
  const isMac = platform === "darwin";
  const folder = isMac ? directory.toLowerCase() : directory;
  const [shared, closed] = isMac ? onMacs : onLinux;
  if (folder === "/") return "it is the root of the file system";
  if (shared.has(folder)) return "it is a folder of the system, or the one in which others are";
  const around = closed.find((one) => folder === one || folder.startsWith(`${one}/`));
  return around === undefined ? undefined : `"${around}" is the system's own`;
}

/** The same folder wherever it is the same one: in the names of a Mac's, case does not count. */
export function plainFolder(directory: string, platform: Platform): string {
  return platform === "darwin" ? directory.toLowerCase() : directory;
}

/**
 * Folders in which there may be homes and which are none themselves (whose they are, theirs is all that is inside);
 * and folders in which there are no homes either: the system makes them anew, empties them at boot, keeps others
 * out, or cannot have another owner there.
 */
type Folders = readonly [shared: ReadonlySet<string>, closed: readonly string[]];

function list(text: string): string[] {
  return text.trim().split(/\s+/);
}

const onAll = {
  shared: list(
    "/mnt /nix /opt /srv /usr /usr/local /var /var/cache /var/db /var/lib /var/mail /var/spool",
  ),
  closed: list(`
    /bin /boot /dev /etc /lib /nix/.ro-store /nix/.rw-store /nix/store /nix/var /root /run /sbin /tmp
    /usr/bin /usr/include /usr/lib /usr/libexec /usr/local/bin /usr/local/etc /usr/local/include /usr/local/lib
    /usr/local/sbin /usr/local/share /usr/sbin /usr/share /usr/src
    /var/empty /var/lock /var/log /var/run /var/spool/cron /var/spool/mail /var/tmp
  `),
};

// Of Linux as hier(7) and file-hierarchy(7) have them, of NixOS, and what its services keep in /var/lib.
const onLinux: Folders = [
  new Set([...onAll.shared, ...list("/home /lost+found /media /var/local /var/www")]),
  [
    ...onAll.closed,
    ...list(`
      /efi /home/.snapshots /home/lost+found /initrd /lib32 /lib64 /libx32 /proc /snap /sys /usr/lib32 /usr/lib64
      /var/lib/AccountsService /var/lib/NetworkManager /var/lib/acme /var/lib/alsa /var/lib/bluetooth
      /var/lib/containerd /var/lib/containers /var/lib/docker /var/lib/gdm /var/lib/iwd /var/lib/libvirt
      /var/lib/lxc /var/lib/lxd /var/lib/machines /var/lib/mysql /var/lib/nfs /var/lib/nixos /var/lib/portables
      /var/lib/postgresql /var/lib/private /var/lib/sops-nix /var/lib/systemd /var/lib/tailscale
    `),
  ],
];

// macOS mounts nothing of anybody's on /home and /net: they are its automounter's (auto_master(5)).
const onMacs: Folders = [
  new Set([
    ...onAll.shared,
    ...list(
      "/applications /network /private /private/var /private/var/db /users /users/shared /volumes",
    ),
  ]),
  [
    ...onAll.closed,
    ...list(`
      /cores /home /library /net /private/etc /private/tmp /private/var/root /private/var/run /private/var/tmp
      /system /var/root
    `),
  ],
];
