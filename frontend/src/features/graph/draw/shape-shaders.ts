/** A triangle round each node, wide enough for the corners of its polygon and the ring. */
export const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec4 a_ring;
attribute vec2 a_position;
attribute float a_size;
attribute float a_form;
attribute float a_angle;

uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;

varying vec4 v_color;
varying vec4 v_ring;
varying vec2 v_offset;
varying float v_radius;
varying float v_form;

const float bias = 255.0 / 254.0;

void main() {
  float radius = a_size * u_correctionRatio / u_sizeRatio * 2.0;
  float room = a_ring.a > 0.0 ? 10.0 : 5.0;
  float reach = (radius * 1.5 + u_correctionRatio * room) * 2.0;
  v_offset = reach * vec2(cos(a_angle), sin(a_angle));
  v_radius = radius;
  v_form = a_form;
  v_ring = a_ring;
  gl_Position = vec4((u_matrix * vec3(a_position + v_offset, 1)).xy, 0, 1);
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
  v_ring.a *= bias;
}
`;

/** One point a node: a crowd of small ones costs a fifth of what triangles do. `v_reach` is half its side, in pixels. */
export const CROWD_VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec4 a_ring;
attribute vec2 a_position;
attribute float a_size;
attribute float a_form;

uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_pixelRatio;

varying vec4 v_color;
varying vec4 v_ring;
varying float v_reach;
varying float v_radius;
varying float v_form;

const float bias = 255.0 / 254.0;

void main() {
  v_radius = a_size / u_sizeRatio * u_pixelRatio;
  v_reach = v_radius * 1.5 + (a_ring.a > 0.0 ? 5.0 : 2.0);
  v_form = a_form;
  v_ring = a_ring;
  gl_Position = vec4((u_matrix * vec3(a_position, 1)).xy, 0, 1);
  gl_PointSize = v_reach * 2.0;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
  v_ring.a *= bias;
}
`;

/**
 * The form as a signed distance: a circle, or a regular polygon with a corner on top (turned by half a corner for
 * forms above 10). Hollow forms come as negative numbers. `PAPER` is the colour behind the nodes.
 */
const FORM = /* glsl */ `
varying vec4 v_color;
varying vec4 v_ring;
varying float v_radius;
varying float v_form;

uniform float u_correctionRatio;
uniform vec3 u_paper;

const vec4 transparent = vec4(0.0);

float inner(float corners) {
  if (corners < 3.5) return 0.72;
  if (corners < 4.5) return 0.87;
  if (corners < 5.5) return 0.91;
  return 0.94;
}

float form(vec2 p) {
  float code = abs(v_form);
  if (code < 2.5) return length(p) - v_radius;
  float turned = step(10.0, code);
  float corners = code - 10.0 * turned;
  float slice = 6.28318531 / corners;
  float angle = atan(p.x, p.y) - turned * slice * 0.5;
  return cos((floor(angle / slice) + 0.5) * slice - angle) * length(p) - v_radius * inner(corners);
}

void main(void) {
  float pixel = u_correctionRatio * 2.0;
  float dist = form(v_offset);
  #ifdef PICKING_MODE
  gl_FragColor = dist > pixel * 2.0 ? transparent : v_color;
  #else
  vec4 paper = vec4(u_paper, 1.0);
  float stroke = max(v_radius * 0.26, pixel * 1.4);
  vec4 inside = v_form < 0.0 ? mix(v_color, mix(v_color, paper, 0.82), 1.0 - smoothstep(-stroke - pixel, -stroke, dist)) : v_color;
  float rim = pixel * 1.0;
  vec4 colour = mix(inside, paper, smoothstep(-pixel * 0.5, pixel * 0.5, dist));
  float edge = rim;
  if (v_ring.a > 0.0) {
    colour = mix(colour, v_ring, smoothstep(rim, rim + pixel, dist));
    edge = rim + pixel * 2.2;
  }
  gl_FragColor = mix(colour, transparent, smoothstep(edge, edge + pixel, dist));
  #endif
}
`;

export const FRAGMENT = `precision highp float;
varying vec2 v_offset;
${FORM}`;

export const CROWD_FRAGMENT = `precision highp float;
varying float v_reach;
#define v_offset ((gl_PointCoord * 2.0 - 1.0) * vec2(v_reach, -v_reach))
${FORM}`;
