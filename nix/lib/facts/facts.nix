# What hosts or homes of a flake's output came to, as plain data that JSON can hold: `fleet verify`
# applies this to `nixosConfigurations`, `darwinConfigurations` or `homeConfigurations`. One that is
# missing is null. It is read as a text, so it imports nothing.
{
  # "system" or "home".
  kind,
  # Which configurations.
  names,
  # The login names to look at beside those of all normal users.
  logins,
  # The shells to name, as attributes of pkgs.
  shells,
  # The groups whose members amount to root.
  rootGroups,
  # What is in account-settings.nix, users.nix, units.nix, privileges.nix, logins.nix and root-access.nix.
  accountSettings,
  usersOf,
  unitsOf,
  privilegesOf,
  loginsOf,
  rootAccessOf,
}:
configurations:
let
  inherit (builtins)
    attrNames
    elem
    filter
    foldl'
    isAttrs
    isString
    listToAttrs
    mapAttrs
    parseDrvName
    split
    tryEval
    unsafeDiscardStringContext
    ;

  listBy =
    value: list:
    listToAttrs (
      map (name: {
        inherit name;
        value = value name;
      }) list
    );

  # An option without a value, such as the uid of a user of nix-darwin, is not an error here.
  valueOr =
    fallback: value:
    let
      tried = tryEval value;
    in
    if tried.success then tried.value else fallback;

  nameOf =
    shell:
    if isAttrs shell then
      shell.pname or (parseDrvName shell.name).name
    else if shell == null then
      null
    else
      toString shell;

  # As ../modules/shell.nix finds it.
  shellOf =
    pkgs: shell:
    let
      step = set: name: if isAttrs set && set ? ${name} then set.${name} else null;
    in
    nameOf (
      if shell == "bash" && pkgs ? bashInteractive then
        pkgs.bashInteractive
      else
        foldl' step pkgs (filter isString (split "\\." shell))
    );

  checksOf = config: {
    failures = map (one: one.message) (filter (one: !one.assertion) (config.assertions or [ ]));
    warnings = config.warnings or [ ];
  };

  # None without sops-nix. A Mac and a home lack some of the options.
  secretsOf =
    config:
    mapAttrs (_: secret: {
      inherit (secret)
        format
        key
        mode
        path
        ;
      # A path's text does not copy the file.
      file = unsafeDiscardStringContext (toString secret.sopsFile);
      group = secret.group or null;
      neededForUsers = secret.neededForUsers or false;
      owner = secret.owner or null;
      reloadUnits = secret.reloadUnits or [ ];
      restartUnits = secret.restartUnits or [ ];
      uid = secret.uid or null;
    }) (config.sops.secrets or { });

  # With which keys they are decrypted; nobody asks where there are none.
  identityOf =
    config:
    if (config.sops.secrets or { }) == { } then
      null
    else
      {
        keyFile = if config.sops.age.keyFile == null then null else toString config.sops.age.keyFile;
        sshKeyPaths = map toString config.sops.age.sshKeyPaths;
      };

  homeOf = config: {
    inherit (config.home) homeDirectory stateVersion username;
    release = config.home.version.release or null;
    secrets = secretsOf config;
  };

  systemOf =
    configuration:
    let
      inherit (configuration) config;
      pkgs = configuration.pkgs or configuration._module.args.pkgs or { };
    in
    checksOf config
    // usersOf {
      inherit
        accountSettings
        logins
        nameOf
        valueOr
        ;
    } config
    // {
      homes = mapAttrs (_: homeOf) (config.home-manager.users or { });
      domain = config.networking.domain or null;
      hostname = config.networking.hostName or null;
      identity = identityOf config;
      primaryUser = config.system.primaryUser or null;
      privileges = privilegesOf {
        inherit
          loginsOf
          rootAccessOf
          rootGroups
          valueOr
          ;
      } config;
      # Null where nothing is said, as nix-darwin has no user root by itself.
      rootKeys = valueOr null (config.users.users.root.openssh.authorizedKeys.keys or null);
      secrets = secretsOf config;
      shells = listBy (shellOf pkgs) shells;
      stateVersion = config.system.stateVersion or null;
      inherit (rootAccessOf config) sudoNeedsPassword;
      system = pkgs.stdenv.hostPlatform.system or null;
      tailscale = config.services.tailscale.enable or null;
      # Without a Nix of the system's, nobody is trusted by it.
      trustedUsers =
        if config.nix.enable or true then
          valueOr null (config.nix.settings.trusted-users or null)
        else
          null;
      units = unitsOf { inherit logins valueOr; } config;
      # Of the library that made the host; before it said so, and without its modules, there is none.
      version = valueOr null (configuration._module.args.fleet.version or null);
    };

  factsOf =
    configuration:
    if kind == "system" then
      systemOf configuration
    else
      checksOf configuration.config // homeOf configuration.config;
in
listBy (
  name: if elem name (attrNames configurations) then factsOf configurations.${name} else null
) names
