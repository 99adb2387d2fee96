import { BlockList, isIPv6 } from 'node:net';

/** Never a store: this machine, link-local (where clouds give out credentials), multicast, reserved. */
const FORBIDDEN = blockList([
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
  ['::', 127],
  ['fe80::', 10],
  ['ff00::', 8],
  ['fd00:ec2::', 32],
]);

/** Networks of one's own (RFC 1918, RFC 4193, RFC 6598). */
const PRIVATE = blockList([
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['fc00::', 7],
]);

/** IPv6 addresses that stand for IPv4 ones: mapped, NAT64 and 6to4. Where they lead is not followed. */
const TRANSLATED = blockList([
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
]);

/** Whether the desk may open a connection to an IP address. */
export function mayConnect(address: string, isPrivate: boolean): boolean {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  if (FORBIDDEN.check(address, family)) return false;
  if (family === 'ipv6' && TRANSLATED.check(address, family)) return false;
  return isPrivate || !PRIVATE.check(address, family);
}

function blockList(subnets: readonly (readonly [address: string, bits: number])[]): BlockList {
  const list = new BlockList();
  for (const [address, bits] of subnets) list.addSubnet(address, bits, isIPv6(address) ? 'ipv6' : 'ipv4');
  return list;
}
