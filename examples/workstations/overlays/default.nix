# Packages of one's own. Hosts and homes find them in `pkgs`.
final: _prev: {
  nas-status = final.writeShellApplication {
    name = "nas-status";
    runtimeInputs = [ final.coreutils ];
    text = "df --human-readable /mnt/nas";
  };
}
