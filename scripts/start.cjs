// Where `npm run demo`, `npm test` and `npm run fleet` begin, in words that every Node reads. One that
// is too old for the other scripts would complain of a line in them.
const { execPath, version } = process;

if (Number(version.slice(1).split(".")[0]) < 16) {
  process.stderr.write(
    `The project's commands need Node 20 or newer to begin with; this is ${version} (${execPath}). Put a newer one first in PATH: https://nodejs.org/en/download, or \`nix develop\`.\n`,
  );
  process.exitCode = 2;
} else {
  const script = require.resolve(`./${process.argv[2]}.mjs`);
  // The script sees its arguments as if it had been started itself.
  process.argv.splice(1, 2, script);
  void import(require("node:url").pathToFileURL(script).href);
}
