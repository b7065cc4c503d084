// Who is root on which host of a fleet: list-root.ts [FOLDER]
import { listAdmins } from "@fleet/core";
import { formatPath } from "@fleet/diagnostics";
import { openProject } from "@fleet/project";
import { nodeWorld } from "@fleet/project/node";

const [, , root] = process.argv;
const { fleet, findings } = await openProject(nodeWorld(), { root });

for (const { severity, file, path, message } of findings) {
  process.stderr.write(`${severity}: ${message} (${file} ${formatPath(path)})\n`);
}
for (const { host, login, user, because } of fleet === undefined ? [] : listAdmins(fleet)) {
  process.stdout.write(`${host}: ${login} (${user}), by ${because}\n`);
}
