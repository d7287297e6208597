import type { DetailedHTMLProps, HTMLAttributes } from "react";

/** The attributes of `<model-viewer>` that are used here. */
type ModelViewerAttributes = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & {
  src?: string;
  alt?: string;
  autoplay?: boolean;
  "camera-controls"?: boolean;
  "touch-action"?: string;
  "shadow-intensity"?: string;
  exposure?: string;
  "interaction-prompt"?: string;
};

declare module "react" {
  // Elements are declared by merging into this namespace; React has no other way.
  namespace JSX {
    interface IntrinsicElements {
      "model-viewer": ModelViewerAttributes;
    }
  }
}
