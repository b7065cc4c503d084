# The feature "backed-up": a backup every night, to the host `backup`, which knows this one by its host key.
{ config, ... }:
{
  services.borgbackup.jobs.nightly = {
    paths = [ "/var/lib" ];
    repo = "borg@backup.example.net:.";
    environment.BORG_RSH = "ssh -i /etc/ssh/ssh_host_ed25519_key";
    encryption.mode = "repokey-blake2";
    encryption.passCommand = "cat ${config.sops.secrets.backup-passphrase.path}";
    startAt = "daily";
  };
}
