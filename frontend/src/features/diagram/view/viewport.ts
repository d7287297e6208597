/** Where the drawing stands in the window: screen = drawing * scale + (x, y). */
export interface Viewport {
  x: number;
  y: number;
  scale: number;
}

export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Size {
  width: number;
  height: number;
}

export const MIN_SCALE = 0.08;
export const MAX_SCALE = 5;
export const STEP = 1.25;

/** Scales by `factor` and keeps the drawing's point under (`px`, `py`) where it is. */
export function zoomAt(view: Viewport, factor: number, px: number, py: number): Viewport {
  const scale = Math.min(Math.max(view.scale * factor, MIN_SCALE), MAX_SCALE);
  const ratio = scale / view.scale;
  return { scale, x: px - (px - view.x) * ratio, y: py - (py - view.y) * ratio };
}

/** The whole drawing, centred, with a margin; small drawings are not blown up beyond `most`. */
export function fit(bounds: Bounds, window: Size, margin = 8, most = 1.15): Viewport {
  const wide = (window.width - 2 * margin) / Math.max(bounds.width, 1);
  const tall = (window.height - 2 * margin) / Math.max(bounds.height, 1);
  const scale = Math.min(Math.max(Math.min(wide, tall), MIN_SCALE), most);
  return {
    scale,
    x: (window.width - bounds.width * scale) / 2 - bounds.x * scale,
    y: (window.height - bounds.height * scale) / 2 - bounds.y * scale,
  };
}

/** Below this the whole drawing in a narrow window is a picture, not a text. */
const READABLE = 0.6;

/** How a drawing is first shown: as a whole, but in a narrow window from its top at the width of the window. */
export function opening(bounds: Bounds, window: Size): Viewport {
  const whole = fit(bounds, window);
  if (window.width >= 560 || whole.scale >= READABLE) return whole;
  const scale = Math.min(Math.max(window.width / Math.max(bounds.width, 1), READABLE), 1);
  return { scale, x: (window.width - bounds.width * scale) / 2 - bounds.x * scale, y: 8 - bounds.y * scale };
}

/** Moves the window only as far as needed to show `target` (in drawing units). */
export function reveal(view: Viewport, target: Bounds, window: Size, margin = 24): Viewport {
  const left = target.x * view.scale + view.x;
  const top = target.y * view.scale + view.y;
  const shift = (start: number, length: number, room: number): number => {
    if (start < margin) return margin - start;
    if (start + length > room - margin) return Math.min(room - margin - start - length, 0);
    return 0;
  };
  return {
    ...view,
    x: view.x + shift(left, target.width * view.scale, window.width),
    y: view.y + shift(top, target.height * view.scale, window.height),
  };
}

/** Zoom factor of a wheel event: pixels, lines and pinches of a touchpad come to about the same speed. */
export function wheelFactor(event: { deltaY: number; deltaMode: number; ctrlKey: boolean }): number {
  const pixels = event.deltaY * (event.deltaMode === 1 ? 20 : event.deltaMode === 2 ? 400 : 1);
  const speed = event.ctrlKey ? 0.01 : 0.0018;
  return Math.exp(-Math.min(Math.max(pixels, -240), 240) * speed);
}
