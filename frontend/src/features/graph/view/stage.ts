import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import { EdgeArrowProgram, EdgeLineProgram, EdgeRectangleProgram } from "sigma/rendering";
import { type DrawnEdge, type Drawing, PLAIN_ABOVE } from "../draw/drawn";
import { FONT, LabelPainter } from "../draw/labels";
import type { Palette } from "../draw/palette";
import { shapeProgram } from "../draw/shape-program";
import type { Point, Positions } from "../model/types";
import { Glide } from "./glide";
import { type Light, lightOf } from "./light";
import { type Marks, NO_MARKS } from "./marks";
import { extentOf, scaleFor } from "./stage-box";
import { bindEvents, SILENT, type StageHandlers } from "./stage-events";
import { edgeLook, nodeLook, type PlacedNode, type Ways } from "./stage-looks";

const CROWD = 120;
const LABEL_ROOM = 0.1;
const QUICK = 140;
/** From here on nodes are drawn as points, and smaller. */
const MANY = 2000;
/** The camera that sees the whole frame. */
const HOME = { x: 0.5, y: 0.5, ratio: 1, angle: 0 };

/** The canvas: a graphology graph in the shape of what is drawn, and Sigma over it. */
export class Stage {
  graph = new MultiDirectedGraph();
  readonly sigma: Sigma;
  handlers: StageHandlers | null = null;
  private marks = NO_MARKS;
  private light: Light | null = null;
  private readonly palette: Palette;
  private readonly still: boolean;
  private readonly glide: Glide;
  readonly labels: LabelPainter;
  private scale: number;

  constructor(container: HTMLElement, palette: Palette, still: boolean) {
    this.palette = palette;
    this.still = still;
    this.labels = new LabelPainter(palette);
    this.scale = scaleFor(container);
    this.sigma = new Sigma(this.graph, container, {
      nodeProgramClasses: { shape: shapeProgram(palette.background, false), crowd: shapeProgram(palette.background, true) },
      edgeProgramClasses: { arrow: EdgeArrowProgram, line: EdgeRectangleProgram, plain: EdgeLineProgram },
      defaultNodeType: "shape",
      defaultDrawNodeLabel: this.labels.label,
      defaultDrawNodeHover: this.labels.hover,
      nodeReducer: (id, data) => nodeLook(id, data as unknown as PlacedNode, this.ways()),
      edgeReducer: (key, data) => edgeLook(key, data as unknown as DrawnEdge, this.ways()),
      labelFont: FONT,
      labelSize: 12,
      labelWeight: "500",
      labelDensity: 0.7,
      labelGridCellSize: 110,
      edgeLabelFont: FONT,
      edgeLabelSize: 11,
      edgeLabelColor: { color: palette.dim },
      renderEdgeLabels: true,
      enableEdgeEvents: true,
      enableCameraRotation: false,
      stagePadding: 56,
      zIndex: true,
      minCameraRatio: 0.02,
      maxCameraRatio: 8,
      minEdgeThickness: 1,
      allowInvalidContainer: true,
      inertiaDuration: still ? 0 : 160,
      zoomDuration: still ? 0 : QUICK,
    });
    this.sigma.on("beforeRender", () => this.labels.begin());
    bindEvents(this.sigma, () => this.handlers ?? SILENT);
    this.glide = new Glide(this.sigma, () => this.crowded);
  }

  /** Draws this and nothing else, each node at its place; `framed` brings all of it into view at once. */
  show({ nodes, edges }: Drawing, positions: Positions, framed: boolean): void {
    // Sigma takes in a whole graph at once far sooner than node after node.
    const graph = new MultiDirectedGraph();
    for (const { id, type, ...node } of nodes) {
      const at = positions.get(id) ?? { x: 0, y: 0 };
      graph.addNode(id, { ...node, id, kind: type, type: "shape", x: at.x, y: at.y });
    }
    for (const edge of edges) graph.addDirectedEdgeWithKey(edge.key, edge.source, edge.target, edge);
    const plain = edges.length > PLAIN_ABOVE;
    this.graph = graph;
    this.light = lightOf(graph, this.marks);
    this.sigma.setSettings({
      labelRenderedSizeThreshold: nodes.length <= CROWD ? 0 : nodes.length <= 600 ? 6 : 5,
      enableEdgeEvents: !plain,
      renderEdgeLabels: !plain || this.light !== null,
      hideEdgesOnMove: plain,
      hideLabelsOnMove: nodes.length > MANY,
    });
    if (framed) {
      // Before the graph: each of Sigma's looks at a whole graph costs as much as the first.
      this.frame();
      this.sigma.getCamera().setState(HOME);
    }
    this.sigma.setGraph(graph);
  }

  /** After its box has changed. */
  resize(): void {
    this.scale = scaleFor(this.sigma.getContainer());
    this.sigma.resize();
    this.sigma.refresh();
  }

  mark(marks: Marks): void {
    this.marks = marks;
    this.light = lightOf(this.graph, marks);
    const words = this.light !== null || this.graph.size <= PLAIN_ABOVE;
    // To look for words along thousands of lines takes time; a setting that changes brings a refresh of its own.
    if (words !== this.sigma.getSetting("renderEdgeLabels")) this.sigma.setSetting("renderEdgeLabels", words);
    else this.sigma.refresh({ skipIndexation: true });
  }

  /** Moves nodes to `x, y` pairs in the order of the ids; those in `held` stay. */
  place(ids: readonly string[], places: Float32Array, held: ReadonlySet<string>): void {
    const at = new Map(ids.map((id, index) => [id, index]));
    this.graph.updateEachNodeAttributes((id, data) => {
      const index = at.get(id);
      if (index === undefined || held.has(id)) return data;
      return { ...data, x: places[index * 2] ?? 0, y: places[index * 2 + 1] ?? 0 };
    }, { attributes: ["x", "y"] });
  }

  positions(): Map<string, Point> {
    return new Map(this.graph.mapNodes((id, { x, y }) => [id, { x: x as number, y: y as number }]));
  }

  /** Frames all that is drawn; from then on the frame stands, whatever is added. */
  fit(): void {
    this.frame();
    // Places alone have changed: how nodes and edges look need not be asked anew.
    this.sigma.scheduleRefresh({ partialGraph: {} });
    // While the camera is on its way Sigma draws no lines of a crowd, and none after it where it had no way to go.
    if (this.crowded) this.sigma.getCamera().setState(HOME);
    else void this.sigma.getCamera().animatedReset({ duration: this.still ? 0 : QUICK });
  }

  zoom(factor: number): void {
    const camera = this.sigma.getCamera();
    void camera.animate({ ratio: camera.getBoundedRatio(camera.ratio / factor) }, { duration: this.still ? 0 : QUICK });
  }

  /** Brings a node into sight where it is not. */
  reveal(id: string): void {
    const data = this.sigma.getNodeDisplayData(id);
    if (data === undefined) return;
    const { width, height } = this.sigma.getDimensions();
    const at = this.sigma.framedGraphToViewport(data);
    if (at.x > 24 && at.y > 24 && at.x < width - 24 && at.y < height - 24) return;
    void this.sigma.getCamera().animate({ x: data.x, y: data.y }, { duration: this.still ? 0 : QUICK });
  }

  kill(): void {
    this.glide.kill();
    this.sigma.kill();
  }

  /** Whether all of it takes long to draw. */
  private get crowded(): boolean {
    return this.graph.order > MANY || this.graph.size > PLAIN_ABOVE;
  }

  private frame(): void {
    const box = this.graph.order === 0 ? null : extentOf(this.graph.mapNodes((_, { x, y }) => ({ x: x as number, y: y as number })));
    // Labels stand to the right of their nodes.
    if (box !== null) box.x[1] += LABEL_ROOM * (box.x[1] - box.x[0]);
    this.sigma.setCustomBBox(box);
  }

  private ways(): Ways {
    return { marks: this.marks, light: this.light, palette: this.palette, scale: this.scale, crowd: this.graph.order > MANY };
  }
}
