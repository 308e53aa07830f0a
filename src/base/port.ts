export function portOf({ port, protocol }: URL): number {
  return port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
}

/** With the port, also where the URL leaves it out: `prefect.example.com:443`. */
export function hostAndPort(url: URL): string {
  return `${url.hostname}:${portOf(url)}`;
}
