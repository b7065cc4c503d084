/** Machines as their files say what they are, by path from their root. All of them are made up. */
export type RecordedMachine = Readonly<Record<string, string>>;

const people = `root:x:0:0:System administrator:/root:/bin/bash
nobody:x:65534:65534::/var/empty:/sbin/nologin
nixbld1:x:30001:30000:Nix build user 1:/var/empty:/sbin/nologin
keith:x:1000:100:Keith Kay,,,:/home/keith:/run/current-system/sw/bin/fish
traci:x:1001:100:Traci:/home/traci:/run/current-system/sw/bin/bash
`;

const key =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFNZisUth+5nYs/CY6jwP6yasWUpCLsTNesJB7mKC3OO made up";

const hostKey =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHgA0ODzb5KR9uqhJNCbXwlPuz4fGOS8fOWlWHcSSFTv made up";

const hardwareFile = `{ modulesPath, ... }:
{
  imports = [ (modulesPath + "/installer/scan/not-detected.nix") ];
  fileSystems."/" = { device = "/dev/disk/by-uuid/0"; fsType = "ext4"; };
}
`;

export const laptop: RecordedMachine = {
  "proc/cpuinfo": "vendor_id\t: GenuineIntel\nmodel name\t: Made-up Core 7\nflags\t\t: fpu lm\n",
  "proc/sys/kernel/arch": "x86_64\n",
  "proc/sys/kernel/osrelease": "6.12.8\n",
  "sys/class/dmi/id/chassis_type": "10\n",
  "sys/class/dmi/id/sys_vendor": "LENOVO\n",
  "sys/class/power_supply/BAT0/type": "Battery\n",
  "sys/bus/pci/devices/0000:00:02.0/class": "0x030000\n",
  "sys/bus/pci/devices/0000:00:02.0/vendor": "0x8086\n",
  "sys/bus/pci/devices/0000:00:02.0/device": "0x9a49\n",
  "sys/block/nvme0n1/queue/rotational": "0\n",
  "sys/block/loop0/queue/rotational": "1\n",
  "sys/firmware/efi/fw_platform_size": "64\n",
  "etc/hostname": "travel\n",
  "etc/passwd": people,
  "etc/group": "wheel:x:1:keith\nusers:x:100:\n",
  "etc/ssh/ssh_host_ed25519_key.pub": `${hostKey}\n`,
  "home/keith/.ssh/id_ed25519.pub": `${key}\n`,
  "etc/nixos/hardware-configuration.nix": hardwareFile,
  "etc/nixos/configuration.nix": `{ pkgs, ... }:
{
  # time.timeZone = "Mars/Base";
  time.timeZone = "Europe/Berlin";
  boot.loader.systemd-boot.enable = true;
  boot.loader.efi.canTouchEfiVariables = true;
  networking.networkmanager.enable = true;
  hardware.opengl.enable = true;
  sound.enable = true;
  system.stateVersion = "23.11"; # did you read the comment?
}
`,
};

export const desktop: RecordedMachine = {
  "proc/cpuinfo": "vendor_id\t: AuthenticAMD\nmodel name\t: Made-up Ryzen\nflags\t\t: fpu lm\n",
  "proc/sys/kernel/arch": "x86_64\n",
  "proc/sys/kernel/osrelease": "6.18.2\n",
  "sys/class/dmi/id/chassis_type": "3\n",
  "sys/class/power_supply/mouse/type": "Battery\n",
  "sys/class/power_supply/mouse/scope": "Device\n",
  "sys/bus/pci/devices/0000:01:00.0/class": "0x030000\n",
  "sys/bus/pci/devices/0000:01:00.0/vendor": "0x10de\n",
  // Fermi: the driver of today is not for it.
  "sys/bus/pci/devices/0000:01:00.0/device": "0x1201\n",
  "sys/block/sda/queue/rotational": "1\n",
  "sys/block/sda/removable": "0\n",
  "etc/hostname": "mini\n",
  "etc/passwd": people,
  "etc/nixos/configuration.nix":
    "{ pkgs, ... }: { boot.kernelPackages = pkgs.linuxPackages_latest; }\n",
};

export const server: RecordedMachine = {
  "proc/cpuinfo": "vendor_id\t: AuthenticAMD\nmodel name\t: Made-up EPYC\nflags\t\t: fpu lm\n",
  "proc/sys/kernel/arch": "x86_64\n",
  "sys/class/dmi/id/chassis_type": "23\n",
  "sys/class/power_supply/ups/type": "Battery\n",
  "sys/bus/pci/devices/0000:05:00.0/class": "0x030000\n",
  "sys/bus/pci/devices/0000:05:00.0/vendor": "0x1002\n",
  "sys/block/sda/queue/rotational": "0\n",
  "etc/hostname": "web1.example.org\n",
  "etc/passwd": people,
};

export const guest: RecordedMachine = {
  "proc/cpuinfo": "vendor_id\t: GenuineIntel\nflags\t\t: fpu lm hypervisor\n",
  "proc/sys/kernel/arch": "x86_64\n",
  "sys/class/dmi/id/sys_vendor": "QEMU\n",
  "sys/block/vda/queue/rotational": "1\n",
  "etc/hostname": "nixos\n",
};

export const mac: RecordedMachine = {
  "system_profiler.json": JSON.stringify({
    SPHardwareDataType: [
      { _name: "hardware_overview", chip_type: "Apple M1", machine_name: "MacBook Pro" },
    ],
    SPSoftwareDataType: [{ local_host_name: "Anas-MacBook", os_version: "macOS 15.2 (24C101)" }],
  }),
  "users.txt":
    "_spotlight              89\nana                     501\nben                     502\n",
  "names.txt": "ana                     Ana Example\nben                     Ben\n",
  "admins.txt": "GroupMembership: root ana\n",
};

/** A machine whose every word is meant to do harm. */
export const hostile: RecordedMachine = {
  "proc/cpuinfo": `vendor_id\t: AuthenticAMD\nmodel name\t: \u001b[2J"\${evil}" '; rm -rf /\nflags\t: lm\n`,
  "sys/class/dmi/id/sys_vendor": '"; }; evil = "\n',
  "sys/bus/pci/devices/x/class": "0x03zz\n",
  "sys/bus/pci/devices/__proto__/class": "0x030000\n",
  "etc/hostname": '$(reboot)"\n',
  "etc/passwd": `__proto__:x:1000:100:Proto:/home/p:/bin/sh
"; evil = "x:x:1001:100:e:/home/e:/bin/sh
eve:x:1002:100:"\${builtins.abort ''}" </script>\u001b[31m,,:/home/eve:/bin/sh
ann:x:99999999999999999999:100:Ann:/home/a:/bin/sh
bob:x:1003:100:\`Bob\` \${x}:../../etc:/bin/sh
`,
  "etc/ssh/ssh_host_ed25519_key.pub": 'ssh-ed25519 AAAA" }; evil\n',
  "etc/nixos/configuration.nix":
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is Nix.
    '{ time.timeZone = "x\\";evil"; system.stateVersion = "99999"; boot.loader.grub.device = "${evil}"; }',
};
