# What deploy-rs reads in the output `deploy`: a node for each host, with its system, and the homes that are
# standalone alone; those that come with the system need no profile. The system is first: nobody has a home before
# an account.
{
  hosts,
  # deploy-rs for a system of Nix.
  libraryFor,
  standalone,
}:
let
  inherit (builtins)
    attrNames
    attrValues
    filter
    groupBy
    head
    listToAttrs
    mapAttrs
    ;

  # A home that has several names is one all the same.
  homesByHost = mapAttrs (_: groupBy (home: home.user)) (
    groupBy (home: home.host) (attrValues standalone)
  );

  nodeOf =
    id:
    {
      address,
      configuration,
      data,
      login,
      platform,
      system,
      ...
    }:
    let
      inherit (libraryFor system) activate;
      users = filter (user: data.accounts.${user}.home.mode == "standalone") (
        attrNames (homesByHost.${id} or { })
      );
      homes = map (
        user:
        let
          inherit (data.accounts.${user}) username;
        in
        {
          # A profile of the system there is already.
          name = if username == "system" then "system-home" else username;
          value = {
            user = username;
            path = activate.home-manager (head homesByHost.${id}.${user}).configuration;
          };
        }
      ) users;
    in
    {
      hostname = address;
      profilesOrder = [ "system" ] ++ map ({ name, ... }: name) homes;
      profiles = listToAttrs homes // {
        system = {
          user = "root";
          path = (if platform == "darwin" then activate.darwin else activate.nixos) configuration;
        };
      };
    }
    // (if login == null then { } else { sshUser = login; });
in
{
  nodes = mapAttrs nodeOf hosts;
}
