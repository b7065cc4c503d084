# This machine, beside its hardware and its users.
{
  networking.networkmanager.enable = true;

  # A machine that exists keeps its accounts and their passwords. On a new one, this is the password of
  # the first login, as `mkpasswd` prints it; `passwd` changes it.
  # users.users.admin.initialHashedPassword = "$y$j9T$…";
}
