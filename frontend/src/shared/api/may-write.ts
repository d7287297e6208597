import { useSystem } from "./system";

/**
 * Whether this account may change things; where no login is asked for, everybody may.
 * Until the server has said so the answer is yes: it judges every write by itself anyway.
 */
export function useMayWrite(): boolean {
  const auth = useSystem().data?.auth;
  return auth === undefined || auth.role === "editor" || auth.role === "admin";
}
