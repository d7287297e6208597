/** The login page, which leads back to `from` afterwards. */
export function loginLink(from: string): string {
  return `/login?next=${encodeURIComponent(from)}`;
}

/** Where to go after the login: only an address of this site, else the first page. */
export function afterLogin(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : "/";
}
