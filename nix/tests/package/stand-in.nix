# As much of nixpkgs as builds the command: the tools of this machine, and tarballs out of npm's cache. Its
# `mkDerivation` runs the phases that a package has, in nixpkgs's order and with its hooks left empty.
{
  # The folder that the Node lies in which stands in for nixpkgs's, and the version it is to have.
  nodeFolder,
  nodeVersion,
  # Where the tarballs are, by hash.
  tarballs,
  # The folders of the tools of this machine.
  path,
  system,
}:
let
  inherit (builtins)
    concatStringsSep
    elemAt
    match
    replaceStrings
    ;
  shell = "/bin/bash";
  run =
    attributes: script:
    derivation (
      {
        inherit system;
        builder = shell;
        # Nix takes the end of the output for the end of the builder, and kills it: where that comes a moment
        # too early, it would have failed.
        args = [
          "-euc"
          "sleep 0.5 & ${script}"
        ];
        PATH = path;
      }
      // attributes
    );

  lib = {
    concatMapStrings = f: list: concatStringsSep "" (map f list);
    escapeShellArg = text: "'${replaceStrings [ "'" ] [ "'\\''" ] (toString text)}'";
    licenses.mit.spdxId = "MIT";
    makeBinPath = packages: concatStringsSep ":" (map (package: "${package}/bin") packages);
  };

  parts = match "([^-]+)-([^-]+)" system;
  platform = {
    inherit system;
    canExecute = _: true;
    parsed.cpu.name = elemAt parts 0;
    isDarwin = elemAt parts 1 == "darwin";
    isMusl = false;
  };

  phases = ''
    export HOME=/nowhere
    runHook() { :; }
    PATH=$(printf '%s/bin:' $nativeBuildInputs)$PATH
    for input in $nativeBuildInputs; do
      if [ -f "$input/setup" ]; then . "$input/setup"; fi
    done
    cp -R "$src" source
    chmod -R u+w source
    cd source
    eval "$configurePhase"
    eval "$buildPhase"
    eval "$installPhase"
    if [ -n "$doInstallCheck" ]; then eval "$installCheckPhase"; fi
  '';

  # A tool that this machine lacks has nothing in it.
  tool =
    name:
    run { inherit name; } ''
      mkdir -p $out/bin
      if found=$(command -v ${name}); then ln -s "$found" $out/bin/${name}; fi
    '';
  node = version: run {
    name = "nodejs-${version}";
  } "mkdir -p $out/bin; ln -s ${nodeFolder}/node $out/bin/node" // { inherit version; };
in
rec {
  inherit lib;
  stdenv = {
    buildPlatform = platform;
    hostPlatform = platform;
    mkDerivation =
      {
        passthru ? { },
        meta ? { },
        pname,
        version,
        ...
      }@given:
      run (
        removeAttrs given [
          "meta"
          "passthru"
        ]
        // {
          name = "${pname}-${version}";
        }
      ) phases
      // passthru
      // {
        inherit meta;
      };
  };
  # Whoever says where a tarball is has looked at its hash.
  fetchurl =
    { url, hash }:
    builtins.path {
      name = baseNameOf url;
      path = tarballs.${hash} or (throw "npm's cache has no ${url}");
      recursive = false;
    };
  # It installs where nixpkgs does.
  installShellFiles = run { name = "install-shell-files"; } ''
    mkdir $out
    cat > $out/setup <<'END'
    installShellCompletion() {
      case $3 in
        --bash) install -D "$4" "$out/share/bash-completion/completions/$2.bash" ;;
        --fish) install -D "$4" "$out/share/fish/vendor_completions.d/$2.fish" ;;
        --zsh) install -D "$4" "$out/share/zsh/site-functions/_$2" ;;
      esac
    }
    END
  '';
  runtimeShell = shell;
  git = tool "git";
  sops = tool "sops";
  nodejs_24 = node nodeVersion;
  callPackage =
    file: own:
    let
      function = import file;
      wanted = builtins.functionArgs function;
    in
    function (builtins.intersectAttrs wanted scope // own);
  scope = {
    inherit
      fetchurl
      git
      installShellFiles
      lib
      nodejs_24
      runtimeShell
      sops
      stdenv
      ;
  };
}
