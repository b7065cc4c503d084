# The users and groups that every NixOS has, with the ids that it gives them. A null is an id that the
# machine chooses.
{ config, lib, ... }:
let
  inherit (lib) genAttrs mapAttrs mkMerge;

  systemUsers = {
    dhcpcd = null;
    nscd = null;
    systemd-coredump = 151;
    systemd-network = 152;
    systemd-oom = null;
    systemd-resolve = 153;
    systemd-timesync = 154;
  };

  builders = map (number: {
    name = "nixbld${toString number}";
    value = {
      description = "Nix build user ${toString number}";
      extraGroups = [ "nixbld" ];
      group = "nixbld";
      isSystemUser = true;
      uid = 30000 + number;
    };
  }) (lib.range 1 32);
in
{
  users.users = mkMerge [
    {
      messagebus = {
        description = "D-Bus system message bus daemon user";
        group = "messagebus";
        home = "/run/dbus";
        uid = 4;
      };
      nobody = {
        description = "Unprivileged account (don't use!)";
        group = "nogroup";
        isSystemUser = true;
        uid = 65534;
      };
      root = {
        description = "System administrator";
        group = "root";
        home = "/root";
        shell = lib.mkDefault config.users.defaultUserShell;
        uid = 0;
      };
    }
    (mapAttrs (group: uid: {
      inherit group uid;
      isSystemUser = uid == null;
    }) systemUsers)
    (lib.mkIf config.nix.enable (builtins.listToAttrs builders))
    (lib.mkIf config.services.openssh.enable {
      sshd = {
        description = "SSH privilege separation user";
        group = "sshd";
        isSystemUser = true;
      };
    })
  ];

  users.groups = mkMerge [
    (mapAttrs (_: gid: { inherit gid; }) {
      adm = 55;
      audio = 17;
      cdrom = 24;
      clock = 322;
      dialout = 27;
      disk = 6;
      floppy = 18;
      input = 174;
      keys = 96;
      kmem = 2;
      kvm = 302;
      lp = 20;
      messagebus = 4;
      nixbld = 30000;
      nogroup = 65534;
      render = 303;
      root = 0;
      sgx = 304;
      shadow = 318;
      systemd-journal = 62;
      systemd-network = 152;
      systemd-resolve = 153;
      systemd-timesync = 154;
      tape = 25;
      tty = 3;
      users = 100;
      utmp = 29;
      uucp = 19;
      video = 26;
      wheel = 1;
    })
    (genAttrs [
      "dhcpcd"
      "nscd"
      "systemd-coredump"
      "systemd-oom"
    ] (_: { }))
    (lib.mkIf config.services.openssh.enable { sshd = { }; })
  ];
}
