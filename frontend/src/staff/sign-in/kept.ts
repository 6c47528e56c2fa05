// Whether a browser keeps a sign-in at an address.

/** Over https, and on this machine itself; anywhere else over plain http browsers drop the session cookie. */
export function keepsSignIn({ protocol, hostname }: Pick<Location, 'protocol' | 'hostname'>): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  const here =
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(name);
  return protocol === 'https:' || here;
}
