import { useEffect } from "react";

/** Names the browser tab "<title> · Arboretum" while the component is shown. */
export function useDocumentTitle(title: string | null | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · Arboretum` : "Arboretum";
  }, [title]);
}
