# What fleet sets in a home, as a list of home-manager modules, each of one subject; the same for
# integrated and standalone homes.
let
  subjects = {
    account = import ./account.nix;
    git = import ./git.nix;
    secrets = import ./secrets.nix;
    shell = import ./shell.nix;
  };
in
{
  fleet,
  hostId,
  settings,
  userId,
}:
let
  host = fleet.hosts.${hostId};
  account = host.accounts.${userId};
  path = "hosts.${hostId}.accounts.${userId}.home";

  data = {
    inherit
      account
      fleet
      host
      settings
      userId
      ;
    user = ''the home of user "${userId}" on host "${hostId}"'';
    # Where a module is from. One that is reached in several ways counts once, by its key.
    origin = subject: {
      _class = "homeManager";
      _file = "${settings.file}, ${path}";
      key = "${settings.file}#${path}.${subject}";
    };
  };
in
map (module: module data) (
  [
    subjects.account
    subjects.git
    subjects.shell
  ]
  ++ (if account.home.secrets or { } == { } then [ ] else [ subjects.secrets ])
)
