/** What makes a folder unfit to be somebody's home, or undefined: half a sentence about it. */
export function folderProblem(directory: string): string | undefined {
  // macOS keeps its folders whatever the case of their names, and nobody means another one.
  const folder = directory.toLowerCase();
  if (folder === "/") return "it is the root of the file system";
  if (shared.has(folder)) return "it is a folder of the system, or the one in which others are";
  const around = closed.find((one) => folder === one || folder.startsWith(`${one}/`));
  return around === undefined ? undefined : `"${around}" is the system's own`;
}

/** Folders in which there may be homes, and which are none themselves: whose they are, theirs is all that is inside. */
const shared: ReadonlySet<string> = new Set(
  `
    /home /srv /opt /mnt /media /nix /usr /usr/local /var /var/cache /var/db /var/lib /var/local /var/log
    /var/mail /var/spool /var/www /lost+found
    /applications /network /private /private/var /private/var/db /users /users/shared /volumes
  `
    .trim()
    .split(/\s+/),
);

/**
 * Folders in which there are no homes either: the system makes them anew, empties them at boot, keeps others out, or
 * cannot have another owner there. Of Linux as hier(7) and file-hierarchy(7) have them, of NixOS, and of macOS.
 */
const closed: readonly string[] = `
    /bin /boot /dev /efi /etc /initrd /lib /lib32 /lib64 /libx32 /proc /root /run /sbin /sys /tmp
    /nix/store /nix/var /usr/bin /usr/include /usr/lib /usr/lib32 /usr/lib64 /usr/libexec /usr/sbin /usr/share /usr/src
    /var/empty /var/lib/nixos /var/lib/private /var/lib/systemd /var/lock /var/run /var/tmp
    /cores /library /private/etc /private/tmp /private/var/root /private/var/run /private/var/tmp /system /var/root
  `
  .trim()
  .split(/\s+/);
