export interface LayoutOrder {
  readonly run: number;
  readonly nodes: Float32Array<ArrayBuffer>;
  readonly edges: Float32Array<ArrayBuffer>;
  readonly steps: number;
}

/** `x, y` of each node in the order of the matrix. */
export interface LayoutNews {
  readonly run: number;
  readonly positions: Float32Array<ArrayBuffer>;
  readonly done: boolean;
}

export type LayoutMessage = LayoutOrder | { readonly stop: true };
