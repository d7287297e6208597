/** Defines `<model-viewer>`, once; its decoders are this site's own (`decoders` in vite.config.ts), not a CDN's. */
export async function loadModelViewer(): Promise<void> {
  Object.assign(globalThis, {
    ModelViewerElement: { dracoDecoderLocation: "/assets/decoders/draco/", ktx2TranscoderLocation: "/assets/decoders/basis/" },
  });
  await import("@google/model-viewer");
}
