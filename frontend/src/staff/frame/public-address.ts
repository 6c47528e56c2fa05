// The address at which people reach the service, for links and for what is printed.
import { session } from './session.svelte';

/** The address that the operator named, or else that of this page. */
export function publicAddress(): string {
  return session.me?.public_url ?? location.origin;
}

/** An address as people type it. */
export function withoutScheme(address: string): string {
  return address.replace(/^https?:\/\//, '');
}

/** Whether what is printed would show an address that other people's phones cannot open. */
export function isOnlyHere(): boolean {
  return !session.me?.public_url && isPrivate(location.hostname);
}

/** Names that only a local network knows. */
const LOCAL_NAME = /(^|\.)(localhost|local|lan|internal|home\.arpa)$/;

/** Whether a host is this machine's, or belongs to a local network. */
export function isPrivate(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  if (host.startsWith('[')) return /^\[(::1?\]|f[cd]|fe[89ab]|::ffff:)/.test(host);
  const numbers = /^(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(host);
  if (!numbers) return LOCAL_NAME.test(host) || !host.includes('.');
  const [a, b] = [Number(numbers[1]), Number(numbers[2])];
  if (a === 172) return b >= 16 && b < 32;
  if (a === 100) return b >= 64 && b < 128;
  return [0, 10, 127].includes(a) || (a === 192 && b === 168) || (a === 169 && b === 254);
}
