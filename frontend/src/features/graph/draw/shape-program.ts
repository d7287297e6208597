import { NodeProgram, type NodeProgramType, type ProgramInfo } from "sigma/rendering";
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";
import type { Shape } from "../model/node-types";
import { CROWD_FRAGMENT, CROWD_VERTEX, FRAGMENT, VERTEX } from "./shape-shaders";

export interface ShapeData extends NodeDisplayData {
  form: number;
  /** The colour of a ring round the node; transparent for none. */
  ring: string;
}

export const NO_RING = "rgba(0,0,0,0)";

/** A shape as the one number that the shader takes. */
export function formCode({ corners, turn, hollow }: Shape): number {
  const code = corners === 0 ? 1 : corners + (turn === 0 ? 0 : 10);
  return hollow ? -code : code;
}

const { FLOAT, UNSIGNED_BYTE, TRIANGLES, POINTS } = { FLOAT: 0x1406, UNSIGNED_BYTE: 0x1401, TRIANGLES: 0x0004, POINTS: 0x0000 } as const;
const UNIFORMS = ["u_sizeRatio", "u_correctionRatio", "u_pixelRatio", "u_matrix", "u_paper"] as const;
const ATTRIBUTES = [
  { name: "a_position", size: 2, type: FLOAT },
  { name: "a_size", size: 1, type: FLOAT },
  { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
  { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
  { name: "a_form", size: 1, type: FLOAT },
  { name: "a_ring", size: 4, type: UNSIGNED_BYTE, normalized: true },
];
// In a crowd distances are pixels, which the fragments' shader takes for twice this.
const CROWD_RATIO = 0.5;

/** Sigma's program for nodes of every shape, on a background of that colour; a `crowd` is drawn point by point. */
export function shapeProgram(background: string, crowd: boolean): NodeProgramType {
  const paper = [1, 3, 5].map((at) => Number.parseInt(background.slice(at, at + 2), 16) / 255) as [number, number, number];
  return class ShapeProgram extends NodeProgram<(typeof UNIFORMS)[number]> {
    override getDefinition() {
      const triangles = {
        VERTICES: 3,
        VERTEX_SHADER_SOURCE: VERTEX,
        FRAGMENT_SHADER_SOURCE: FRAGMENT,
        METHOD: TRIANGLES,
        UNIFORMS,
        ATTRIBUTES,
        CONSTANT_ATTRIBUTES: [{ name: "a_angle", size: 1, type: FLOAT }],
        CONSTANT_DATA: [[0], [(2 * Math.PI) / 3], [(4 * Math.PI) / 3]],
      };
      if (!crowd) return triangles;
      return { VERTICES: 1, VERTEX_SHADER_SOURCE: CROWD_VERTEX, FRAGMENT_SHADER_SOURCE: CROWD_FRAGMENT, METHOD: POINTS, UNIFORMS, ATTRIBUTES };
    }

    override processVisibleItem(nodeIndex: number, start: number, data: NodeDisplayData): void {
      const { form, ring } = data as ShapeData;
      this.array.set([data.x, data.y, data.size, floatColor(data.color), nodeIndex, form, floatColor(ring)], start);
    }

    override setUniforms(params: RenderParams, { gl, uniformLocations }: ProgramInfo): void {
      const at = uniformLocations as Record<(typeof UNIFORMS)[number], WebGLUniformLocation>;
      gl.uniform1f(at.u_correctionRatio, crowd ? CROWD_RATIO : params.correctionRatio);
      gl.uniform1f(at.u_sizeRatio, params.sizeRatio);
      gl.uniform1f(at.u_pixelRatio, params.pixelRatio);
      gl.uniformMatrix3fv(at.u_matrix, false, params.matrix);
      gl.uniform3f(at.u_paper, ...paper);
    }
  };
}
