// What keeps a value of an option from being one, as OpenSSH judges it (auth-options.c, misc.c), in half a sentence.

/** Of `environment`: `NAME=VALUE`. */
export function environmentProblem(value: string): string | undefined {
  return /^[A-Za-z0-9_]+=/.test(value) ? undefined : "it is no NAME=VALUE.";
}

/** Of `expiry-time` (misc.c, parse_absolute_time): a day, maybe with hours, minutes and seconds, maybe of UTC. */
export function expiryProblem(value: string): string | undefined {
  const form = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:Z|UTC)?$/i;
  const [, year, month, day, hour = "00", minute = "00", second = "00"] = form.exec(value) ?? [];
  const problem = "it is no time such as 20270131 or 202701311200Z.";
  if (year === undefined || month === undefined || day === undefined) return problem;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // sshd takes the 31st of a month that has none for a day of the next one, which nobody means.
  const isReal = !Number.isNaN(at.valueOf()) && at.toISOString().slice(8, 10) === day;
  if (!isReal) return problem;
  return at.valueOf() > dayLength ? undefined : "it is no time after 1970.";
}

const dayLength = 24 * 60 * 60 * 1000;

/** Of `permitopen` (`HOST:PORT`), and of `permitlisten`, where a port may stand alone (auth-options.c, handle_permit). */
export function permitProblem(value: string, alone: "host" | "port"): string | undefined {
  const text = alone === "port" && !value.includes(":") ? `*:${value}` : value;
  const [, host, port = ""] = /^(\[[^\]]*\]|[^:/[][^:/]*|)[:/](.*)$/s.exec(text) ?? [];
  const form = alone === "port" ? "[HOST:]PORT" : "HOST:PORT";
  if (host === undefined || host.length > 1024) return `it is no ${form}.`;
  // What is no number is the name of a service to the machine, which alone knows whether there is one.
  const isPort = isNumber(port) ? Number(port) > 0 && Number(port) < 65536 : undefined;
  return (isPort ?? /^(\*|[A-Za-z][A-Za-z0-9_-]*)$/.test(port)) ? undefined : `it is no ${form}.`;
}

/** Of `tunnel` (misc.c, a2tun): the number of a device, or any. */
export function tunnelProblem(value: string): string | undefined {
  const isDevice = isNumber(value) && Number(value) >= 0 && Number(value) < 2 ** 31 - 2;
  return isDevice || value.toLowerCase() === "any" ? undefined : 'it is no number, and not "any".';
}

/** Whether a text is a number to C (strtonum). */
function isNumber(text: string): boolean {
  return /^[ \t]*[+-]?\d+$/.test(text);
}
