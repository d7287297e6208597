import { IconAffiliate, IconBooks, IconBinaryTree, IconFlask, IconFolders, IconListCheck, IconListNumbers, IconSearch, IconSeedling } from "@tabler/icons-react";

type Place = {
  path: string;
  label: string;
  key: string;
  icon: typeof IconSearch;
  /** Addresses that begin with this belong to the place, too. */
  under?: string;
};

/** The places of the rail, with the key that follows `g` to go there. */
export const places: readonly Place[] = [
  { path: "/search", label: "Search", key: "s", icon: IconSearch },
  { path: "/library", label: "Library", key: "l", icon: IconBooks },
  { path: "/collections", label: "Collections", key: "c", icon: IconFolders },
  { path: "/trees", label: "Trees", key: "t", icon: IconBinaryTree },
  { path: "/breed", label: "Breed", key: "b", icon: IconSeedling, under: "/breedings/" },
  { path: "/topics", label: "Topics", key: "o", icon: IconListNumbers },
  { path: "/experiments", label: "Experiments", key: "e", icon: IconFlask, under: "/runs/" },
  { path: "/graph", label: "Graph", key: "r", icon: IconAffiliate },
  { path: "/jobs", label: "Jobs", key: "j", icon: IconListCheck },
];
