import { BlockList, isIP } from 'node:net';

/**
 * Addresses that are not the public internet: private, link-local (which holds the metadata of a cloud),
 * loopback, carrier-grade, documentation, multicast and reserved ones.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry/iana-ipv6-special-registry.xhtml
 */
const INNER_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** Of IPv6 only this block is given to the public internet, and a part of it is not. */
const GLOBAL_V6 = ['2000::', 3] as const;
/** Documentation, benchmarks, Teredo and ORCHID, and 6to4, which wraps an IPv4 address. */
const INNER_V6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const inner = new BlockList();
for (const [net, bits] of INNER_V4) inner.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of INNER_V6) inner.addSubnet(net, bits, 'ipv6');
const global = new BlockList();
global.addSubnet(...GLOBAL_V6, 'ipv6');

/**
 * Whether a service outside may be called at this address. IPv4 in IPv6 (`::ffff:`), NAT64 (`64:ff9b::`) and
 * unique local addresses lie outside the public block, whatever they lead to.
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !inner.check(address, 'ipv4');
  if (family !== 6) return false;
  return global.check(address, 'ipv6') && !inner.check(address, 'ipv6');
}

/**
 * Networks of one's own: RFC 1918, RFC 6598 and RFC 4193. They are two lists, since a single one would take
 * IPv4 inside IPv6 for IPv4.
 */
const own = new BlockList();
const ownV6 = new BlockList();
own.addSubnet('10.0.0.0', 8, 'ipv4');
own.addSubnet('172.16.0.0', 12, 'ipv4');
own.addSubnet('192.168.0.0', 16, 'ipv4');
own.addSubnet('100.64.0.0', 10, 'ipv4');
ownV6.addSubnet('fc00::', 7, 'ipv6');

/** Where AWS gives out the credentials of a machine over IPv6, in the midst of such a network. */
const metadata = new BlockList();
metadata.addSubnet('fd00:ec2::', 32, 'ipv6');

/** Whether an address lies in a network of one's own. Never this machine, and nothing link-local. */
export function isOwnNetwork(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return own.check(address, 'ipv4');
  return family === 6 && ownV6.check(address, 'ipv6') && !metadata.check(address, 'ipv6');
}
