# The check of ./machine-uids.nix, as a text for bash. NixOS puts it between parentheses, with or without
# `set -e`, and on releases of today has ShellCheck look at it.
{
  # { home, name, uid, user } each: `name` is the login, `user` says in a message whose account it is.
  accounts,
  # The path of getent, which knows logins from elsewhere than /etc/passwd, too.
  getent,
}:
let
  inherit (builtins) concatStringsSep replaceStrings;
  # Not by ../../read/shell-word.nix, which takes a word for a path.
  quote = text: "'${replaceStrings [ "'" ] [ "'\\''" ] text}'";

  checkOf =
    {
      home,
      name,
      uid,
      user,
    }:
    "check_uid ${quote user} ${quote name} ${toString uid} ${quote home}\n";
in
# Not all that there is in a directory service is listed: one asks for the login and the uid as well.
# %q writes a word so that a shell reads it again.
''
  fits=yes
  list_entries() {
    ${getent} -s files passwd || true
    ${getent} passwd -- "$1" || true
    ${getent} passwd -- "$2" || true
  }
  check_uid() {
    local title=$1 login=$2 uid=$3 home=$4 entries name there
    entries=$(list_entries "$uid" "$login")
    while IFS=: read -r name _ there _; do
      if [[ $there == "$uid" && $name != "$login" ]]; then
        fits=no
        printf 'fleet: %s is to have the uid %s, and on this machine that is the uid of the login %q, whose files would be theirs.\n' "$title" "$uid" "$name"
        printf '  If that is somebody else, declare a free uid for the account, and run "fleet generate".\n'
        if [[ $'\n'$entries != *$'\n'"$login":* ]]; then
          printf '  If it is the same person under an older login, rename it here, as root: usermod --login %q --home %q --move-home %q\n' "$login" "$home" "$name"
        fi
        break
      fi
    done <<< "$entries"
    while IFS=: read -r name _ there _; do
      if [[ $name == "$login" && $there != "$uid" ]]; then
        fits=no
        printf 'fleet: %s is to have the uid %s, and on this machine the login %q has the uid %q, which NixOS would not change.\n' "$title" "$uid" "$login" "$there"
        printf '  Pin the uid that it has in the placement of the account on this host, and run "fleet generate"; or change it here, and the owner of what lies outside of the home directory, as root: usermod --uid %q %q\n' "$uid" "$login"
        break
      fi
    done <<< "$entries"
  }
  ${concatStringsSep "" (map checkOf accounts)}
  if [[ $fits == no ]]; then
    printf 'To switch all the same: system.preSwitchChecks.fleet-uids = lib.mkForce "true";\n'
    exit 1
  fi
''
