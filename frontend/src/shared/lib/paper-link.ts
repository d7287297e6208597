import { keyPath } from "@/shared/api/client";

/** The page of a paper; old-style ids keep their slash. */
export function paperLink(key: string): string {
  return `/papers/${keyPath(key)}`;
}
