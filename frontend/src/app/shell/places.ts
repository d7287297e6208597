import { IconBooks, IconBinaryTree, IconFolders, IconListCheck, IconSearch } from "@tabler/icons-react";

/** The places of the rail, with the key that follows `g` to go there. */
export const places = [
  { path: "/search", label: "Search", key: "s", icon: IconSearch },
  { path: "/library", label: "Library", key: "l", icon: IconBooks },
  { path: "/collections", label: "Collections", key: "c", icon: IconFolders },
  { path: "/trees", label: "Trees", key: "t", icon: IconBinaryTree },
  { path: "/jobs", label: "Jobs", key: "j", icon: IconListCheck },
] as const;
