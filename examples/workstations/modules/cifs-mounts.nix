# The feature "cifs-mounts": the NAS, mounted when somebody looks.
{
  config,
  fleet,
  pkgs,
  ...
}:
{
  fileSystems."/mnt/nas" = {
    device = "//${fleet.data.nas.server}/${fleet.data.nas.share}";
    fsType = "cifs";
    options = [
      "credentials=${config.sops.secrets.nas-credentials.path}"
      "uid=${toString fleet.host.accounts.joachim.uid}"
      "noauto"
      "x-systemd.automount"
    ];
  };
  # From overlays/default.nix.
  environment.systemPackages = [ pkgs.nas-status ];
}
