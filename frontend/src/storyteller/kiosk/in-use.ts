// Whether this tablet is in people's hands. After a restart its key is gone, and the page says what to do.

const KEY = 'tablet-in-use';

export function rememberInUse(inUse: boolean): void {
  try {
    if (inUse) localStorage.setItem(KEY, 'yes');
    else localStorage.removeItem(KEY);
  } catch {
    // Without storage a restarted tablet asks for the code without saying why.
  }
}

export function wasInUse(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}
