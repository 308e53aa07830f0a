import { BlockList, isIP } from "node:net";

const ADDRESSES = new BlockList(); // It knows an IPv4 address in IPv6 too.
ADDRESSES.addSubnet("127.0.0.0", 8, "ipv4");
ADDRESSES.addAddress("::1", "ipv6");
// No address to ask at, but systems take it for this machine.
ADDRESSES.addAddress("0.0.0.0", "ipv4");
ADDRESSES.addAddress("::", "ipv6");

/** Whether a URL leads to this machine whatever a name server says (RFC 6761, section 6.3, for names). Pure. */
export function isLoopback({ hostname }: Pick<URL, "hostname">): boolean {
  const host = hostname.replace(/^\[|\]$|\.$/g, "");
  const version = isIP(host);
  return version === 0
    ? /(?:^|\.)localhost$/i.test(host)
    : ADDRESSES.check(host, version === 4 ? "ipv4" : "ipv6");
}
